import { defineLanguage } from './language.js';

/** Dutch. */
export const nl = defineLanguage({
  leading: `
    dhr mevr mw mej dr drs mr ir ing prof ds st bijv bv d.w.z i.p.v i.v.m m.b.t n.a.v o.a t.a.v t.o.v z.g z.n
    ca evt incl excl resp vgl vs zgn m.n o.l.v t.g.v tel`,
  numbering: 'nr nrs blz p fig art afb hfst max min',
  either: 'n.v b.v v.s jr sr jan feb mrt apr jun jul aug sept okt nov dec j.l a.s mln mld',
  trailing: 'enz etc e.d e.a',
  suffixes: 'str',
  starters: `
    De Het Een Hij Zij Ze Ik Wij We Jij Je Jullie U Men Dit Dat Deze Die Mijn Jouw Zijn Haar Hun Ons Onze En Maar Of
    Want Dus Toen Dan Daarna Daar Hier Er Vandaag Gisteren Morgen Nu Straks Als Wanneer Terwijl Omdat Hoewel Nadat
    Voordat Sinds In Op Aan Bij Met Naar Uit Voor Na Om Over Onder Tussen Zonder Tegen Tijdens Wat Wie Waar Waarom
    Hoe Welke Is Was Waren Heeft Hebben Kan Niet Geen Ook Nog Toch Al Alle Veel Sommige Elk Elke Iedereen Niemand
    Niets Misschien Echter Daarom Bovendien Ja Nee`,
  leaning: `
    de het een mijn je jouw zijn haar hun ons onze dit dat deze die in op aan bij met naar uit van voor na om over
    onder tussen zonder tegen te ten ter en of maar want dus als dan omdat is was zijn heeft hebben had wordt kan
    moet zal niet geen heel zeer ik jij hij zij ze wij we er meneer mevrouw`,
});
