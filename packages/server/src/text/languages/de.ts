import { defineLanguage } from './language.js';

/** German. Nouns have capitals, so only the starters tell that a sentence begins. */
export const de = defineLanguage({
  leading: `
    hr hrn fr frl dr prof ing dipl Mag st bzw ca evtl ggf inkl exkl insb mind sog vgl vs zzgl
    z.b d.h u.a u.u v.a i.d.r i.a s.o s.u geb gest bes bspw allg dgl eigtl entspr event gem jew lt sen jun`,
  numbering: 'Nr Nrn S Bd Kap Abb Abs Art Ziff Tab Anm Fig Tel max min',
  either: 'Str GmbH Co Mio Mrd Tsd e.v u.v.m h.c Jh Jhd Chr ff Jan Feb Apr Aug Sept Okt Nov Dez Mo Mi So',
  trailing: 'usw etc usf u.ä',
  suffixes: 'str',
  starters: `
    Der Die Das Dem Den Des Ein Eine Einen Einem Einer Er Sie Es Ich Wir Ihr Du Man Mein Meine Dein Deine
    Sein Seine Ihre Unser Unsere Dieser Diese Dieses Diesen Jeder Jede Jedes Alle Viele Einige Manche Kein Keine
    Und Aber Oder Doch Denn Dann Danach Da Damit Dabei Dort Hier Heute Gestern Jetzt Nun Bald Später Zuerst
    Wenn Weil Als Wie Was Wer Wo Wann Warum Welche Welcher Obwohl Während Nachdem Bevor Bis Seit
    In Im An Am Auf Aus Bei Beim Mit Nach Von Vom Vor Zu Zum Zur Für Gegen Ohne Um Über Unter
    Ist Sind War Waren Hat Haben Kann Können Nicht Nur Noch Auch Schon So Also Trotzdem Deshalb Daher
    Außerdem Leider Vielleicht Ja Nein Bitte Danke`,
  leaning: `
    der die das dem den des ein eine einen einem einer eines mein meine dein seine ihr ihre unser kein keine
    dieser diese dieses in im an am auf aus bei beim mit nach von vom vor zu zum zur für gegen ohne um über unter
    und oder aber denn wenn weil als wie dass ob ist sind war hat haben wird werden kann muss soll nicht sehr
    ich du er sie es wir man sich herr frau`,
  ordinals: true,
});
