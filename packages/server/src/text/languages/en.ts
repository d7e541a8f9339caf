import { defineLanguage } from './language.js';

/** English. */
export const en = defineLanguage({
  leading: `
    mr mrs ms mx dr prof messrs hon rev fr capt cmdr col gen lt maj sgt cpl adm gov pres sen rep supt
    e.g eg i.e ie vs cf viz approx ca incl excl dept asst attn`,
  numbering: 'no nos fig figs p pp vol vols ch sec art eq ed par para ver tel ext',
  either: `
    al st ave blvd rd mt ft jr sr esq inc ltd co corp bros plc llc assn univ est
    ph.d m.d b.a m.a b.sc m.sc m.b.a d.c n.y l.a u.s u.s.a u.k u.n e.u
    jan feb Mar apr jun jul aug sept sep oct nov dec Mon tue tues Wed thu thur thurs fri Sat Sun
    oz lb lbs Calif Conn Fla Ill Mass Mich Minn Penn Tex Wash`,
  trailing: 'a.m p.m etc b.c a.d b.c.e c.e',
  starters: `
    A An The This That These Those There Then Here He She It We You They I My Your His Her Its Our Their
    And But Or Nor So Yet For If When While After Before As Since Although Though Because Unless Until Once
    What Who Whose Which Where Why How In On At By To From With Without Of Over Under During Between
    Is Are Was Were Am Be Do Does Did Can Could Should Would Have Has Had Let Please
    Now Today Tomorrow Yesterday Later Soon Maybe Perhaps However Meanwhile Therefore Instead Finally First
    Also Still Only Just Even Not No Yes Some Many Most All Every Each Both Another Everyone Nobody Nothing Something`,
  continuers: `
    Eastern Central Mountain Pacific Atlantic Greenwich Standard Daylight
    ET CT MT PT EST EDT CST CDT MST MDT PST PDT GMT UTC BST CET CEST IST JST
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday
    January February March April May June July August September October November December`,
  leaning: `
    a an the this that these those my your his her its our their some any no every each
    of to in on at by for from with without into onto over under about after before between through as than
    and or but nor so if when while because is are was were be been am has have had
    can could will would shall should may might must do does did not very too i we you he she they it
    who which what where how i'm it's that's there's mr mrs ms dr`,
});
