import { defineLanguage } from './language.js';

/** Portuguese. */
export const pt = defineLanguage({
  leading: `
    sr sra srs sras srta dr dra drs prof profa eng arq gen cel d exmo exma ilmo v.exa av r pç pça trav lgo
    sto sta p.ex ex aprox tel cf vs dep depto`,
  numbering: 'pág págs art fig vol cap n nº núm mar set out dez máx mín',
  either: 's.a ltda lda cia inc jr e.u.a eua a.c d.c jan fev abr mai jun jul ago nov',
  trailing: 'etc a.m p.m',
  starters: `
    O A Os As Um Uma Uns Umas Ele Ela Eles Elas Eu Tu Você Vocês Nós Me Se Meu Minha Seu Sua Nosso Nossa Este Esta
    Estes Estas Esse Essa Isso Isto Aquele Aquela E Ou Mas Porque Quando Como Embora Enquanto Depois Antes Então
    Agora Hoje Ontem Amanhã Aqui Ali Lá Em No Na Nos Nas Por Pelo Pela Para Com Sem Desde Até Sobre Entre Ao À De Do
    Da Que Quem Onde Qual Quanto É São Foi Era Está Há Tem Não Sim Também Além Assim Já Tudo Todos Cada Muitos
    Alguns Outro Nada Ninguém Talvez Porém Contudo Obrigado`,
  leaning: `
    o a os as um uma uns umas meu minha teu tua seu sua nosso nossa este esta esse essa e ou mas que se quando como
    porque à ao aos às de do da dos das em no na nos nas por pelo pela para com sem desde até sobre entre é são foi
    era está há tem não muito mais me te eu tu ele ela você nós senhor senhora`,
});
