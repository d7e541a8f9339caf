import { defineLanguage } from './language.js';

/** Italian. */
export const it = defineLanguage({
  leading: `
    sig sigg sig.ra sig.na sigra dott dott.ssa dottssa prof prof.ssa ing avv arch geom rag on sen col mons
    s ss p.es es ad.es cfr ca circa vs tel pagg p.zza v.le c.so v`,
  numbering: 'gen pag p pp fig vol cap art n nn num',
  either: 's.p.a s.r.l s.n.c f.lli inc ltd jr a.c d.c u.s.a feb mar apr mag giu lug ago set sett ott nov dic',
  trailing: 'ecc etc a.m p.m',
  starters: `
    Il Lo La I Gli Le Un Uno Una L Lui Lei Loro Io Tu Noi Voi Egli Ella Essi Mi Ti Si Ci Vi Questo Questa Questi
    Queste Quello Quella Quelli E Ed O Ma Però Perché Se Quando Come Mentre Dopo Prima Poi Allora Quindi Dunque
    Adesso Ora Oggi Ieri Domani Qui Qua Là In Nel Nella Nei Su Sul Sulla Per Con Senza Tra Fra A Al Alla Da Dal
    Dalla Di Del Della Che Chi Cosa Dove Quale Quanto È Sono Era Ha Hanno C Non Sì No Anche Inoltre Così Tutto
    Tutti Ogni Molti Alcuni Niente Nessuno Forse Tuttavia Grazie Mio Mia Suo Sua Nostro`,
  leaning: `
    il lo la i gli le un uno una l mio mia tuo tua suo sua questo questa quel quella e ed o ma che se quando come
    perché a al allo alla ai agli alle da dal dalla di del dello della dei degli delle in nel nella nei su sul sulla
    per con senza tra fra è sono era ha ho non più molto si mi ti ci vi io tu lui lei noi signor signora`,
});
