import { defineLanguage } from './language.js';

/** Spanish. */
export const es = defineLanguage({
  leading: `
    sr sra sres sras srta dr dra dres prof profa d dña excmo excma ilmo lic ing arq gral cnel
    av avda pza ntra sto sta fr p.ej ej aprox máx mín núm nº tel teléf EE vs cf dpto depto`,
  numbering: 'pág págs art fig vol cap n no',
  either:
    'UU ee.uu c.v s.a s.l s.r.l cía ltda inc jr ud uds vd vds d.f a.c d.c ene feb abr jun jul ago sept oct nov dic',
  trailing: 'etc a.m p.m',
  starters: `
    El La Los Las Un Una Unos Unas Lo Él Ella Ellos Ellas Yo Tú Usted Ustedes Nosotros Me Te Se Le Les Nos
    Mi Mis Tu Tus Su Sus Este Esta Estos Estas Ese Esa Eso Esto Aquel Aquella Y O Pero Porque Si Cuando Como
    Aunque Mientras Después Antes Entonces Luego Ahora Hoy Ayer Mañana Aquí Allí En Por Para Con Sin Desde Hasta
    Sobre Entre A Al De Del Qué Quién Cuándo Dónde Cómo Cuál Es Son Fue Era Está Hay Ha No Sí También
    Además Así Ya Todo Todos Cada Muchos Algunos Otro Nada Nadie Quizás Tal`,
  continuers: 'Lunes Martes Miércoles Jueves Viernes Sábado Domingo',
  leaning: `
    el la los las un una unos unas lo mi mis tu tus su sus este esta ese esa y e o u ni pero que si cuando como
    porque a al de del en por para con sin desde hasta sobre entre es son fue era está hay ha he no muy más se me te
    le les nos yo él ella usted don doña`,
});
