import { defineLanguage } from './language.js';

/** French. */
export const fr = defineLanguage({
  leading: `
    M mm mme mmes mlle mlles me dr pr prof mgr st ste sts bd av pl c.-à-d p.ex ex env cf vs tél resp éd dir coll`,
  numbering: 'p pp fig vol chap art n no t max sept',
  either: 's.a s.a.r.l s.n.c.f inc cie ltd janv févr avr juil oct nov déc r.a.t.p o.n.u u.e av.j.-c j.-c',
  trailing: 'etc',
  starters: `
    Le La Les Un Une Des Du De Il Elle Ils Elles On Je Tu Nous Vous Ce Cet Cette Ces Cela Ça C J L D Mon Ma Mes Ton
    Ta Son Sa Ses Notre Nos Votre Leur Leurs Et Ou Mais Donc Or Car Si Quand Lorsque Comme Parce Puisque Après
    Avant Puis Ensuite Alors Maintenant Hier Demain Ici Là Dans En Sur Sous Pour Par Avec Sans Depuis Entre Chez À Au
    Aux Que Qui Quoi Où Comment Pourquoi Quel Quelle Est Sont Était Oui Non Ne Aussi Ainsi Enfin Tout Tous Toute
    Chaque Plusieurs Beaucoup Certains Rien Personne Peut Cependant Pourtant Merci`,
  leaning: `
    le la les un une des du de d mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs ce cet cette ces
    et ou mais donc car ni que qui si quand comme à au aux dans en sur sous pour par avec sans depuis entre chez vers
    est sont était a ont ne pas très plus je tu il elle on nous vous ils elles se me te y c'est monsieur madame`,
  spacedQuotes: true,
});
