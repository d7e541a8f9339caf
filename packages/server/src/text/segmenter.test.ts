import { describe, expect, it } from 'vitest';
import { type Cutting, wholeSentences } from './cutting.js';
import { createSegmenter } from './segmenter.js';

/** What each language is cut into: ‖ stands where a segment ends. */
const sentences: Readonly<Record<string, readonly string[]>> = {
  en: [
    // Titles, initials, acronyms
    'Dr. Smith arrived. ‖He was late.',
    'Mr. and Mrs. Jones live at 5 St. James St. in London.',
    'J. R. R. Tolkien wrote it. ‖Good book.',
    'Captain James T. Kirk spoke. ‖All listened.',
    'He lives on Main St. ‖He likes it.',
    'She has a Ph.D. in physics. ‖Wow.',
    'She has a Ph.D. ‖She also sings.',
    'The U.S. economy grew 2.5% in Q1. ‖Inc. magazine agreed.',
    'The U.S. Army came.',
    'He lives in the U.S. ‖He left in May.',
    "I was in the U.K. ‖It's grey.",
    'Take vitamin C. ‖It helps.',
    'Use i.e. this one vs. that one. ‖Done.',
    'Bring e.g. Swiss cheese. ‖Thanks.',
    'See Fig. 3 and No. 5 there. ‖No. ‖Not now.',
    'Apple Inc. ‖The company grew.',
    'Apples, pears, etc. ‖Then we left.',
    'Apples (pears etc.) are fruit. ‖Fine.',
    'Smith et al. (2020) say so. ‖Fine.',
    'The cat sat. ‖It purred.',
    'It ends in Sept. 2025 or so. ‖Ok.',
    'We met T. A. Smith there. ‖Ok.',
    'Read example.org/fig. ‖5 of us did.',
    'He works at AT&T. ‖Bob does too.',
    // Times
    'Meet at 5 p.m. on Friday. ‖Bring e.g. snacks.',
    'Come at 5 p.m. ‖Bring snacks.',
    'Come at 5p.m. ‖Bring snacks.',
    'Come at 9 a.m. Monday or at 5 p.m. Eastern. ‖Ok?',
    // Numbers
    'It costs $3.50. ‖Really? ‖Yes!',
    'Pi is 3.14159. ‖It never ends.',
    'He paid 1,234,567.89 dollars. ‖Wow.',
    'At 10:30 he left. ‖At 11:00 he was back.',
    'It was 98.6 degrees. ‖Warm.',
    'That was in 1999. ‖Long ago.',
    'I have 3. ‖You have 4.',
    'Only .5 left. ‖Hurry.',
    'Version 2.0.1 is out. ‖See README.md for more.',
    // Lists and lines
    '1. First item. ‖2. Second item.',
    'Buy:\n‖1. Milk\n‖2. Bread',
    'Buy these\n‖- milk\n‖- bread\n‖* eggs',
    '# Title\n‖Some text that\nis wrapped here.\n‖More of it.',
    'Some text\n‖## Heading\n‖More text.',
    'It happened on\n12. ‖Then it ended.',
    'It happened in\n2019. ‖Then it ended.',
    'IV. The war went on. ‖A. First of all.',
    'Hello world\n\n‖New paragraph here',
    'Hello world\r\n\r\n‖New paragraph here',
    'This line is wrapped\nin the middle. ‖This one\nis too.',
    '1. Milk. ‖Fresh, please\n‖2. Bread',
    '# Really? ‖Yes\n‖It is.',
    // Addresses and names with dots
    'Visit https://example.com/a.b?c=1. ‖Then call.',
    'Visit https://example.com/a?Be=1 and www.Example.com. ‖Call.',
    'Mail me at john.doe@mail.example.org. ‖Thanks.',
    'Open example.com or t.co. ‖It works.',
    'Call System.Out.Println and .NET now. ‖Fine.',
    // Marks together, quotes, brackets, emphasis
    'Wait... what? ‖No way.',
    'Wait... ‖What is it?',
    'Well… maybe. ‖Hm… ‖Good.',
    'Wait . . . what? ‖Ok.',
    'What?! ‖No!!! ‖Really?.. ‖Yes.',
    'He said, "Stop." ‖Then he left.',
    '"Really?" she asked. ‖"Yes!" he said.',
    '“Go!” ‖They went. ‖‘No.’ ‖Fine.',
    'He left (at last!) and slept. ‖(She did not.) ‖Good.',
    '**Done.** ‖Next one. ‖_Good!_ ‖Bye.',
    'Paris is the capital.[1] ‖It is large.[2] ‖Yes.',
    // Emoji
    'I love it 😀 So much! ‖🎉 Great.',
    'Great!🎉 ‖Next 👍🏽. ‖Good 👨‍👩‍👧‍👦! ‖Bye 🇩🇪.',
    // Marks that stand alone
    'Hello world. ‖... And on.',
  ],
  de: [
    'Das kostet z.B. 3,50 Euro. ‖Am 3. Oktober ist frei.',
    'Das kostet z. B. 3,50 Euro. ‖Gut.',
    'Er ist 12. ‖Sie ist 11. ‖Danach kam der 2. Weltkrieg.',
    'Dr. Müller wohnt in der Hauptstr. 5. ‖Er ist Arzt.',
    'Äpfel, Birnen usw. ‖Danach Brot.',
    'Es war 1999. ‖Lange her.',
    'Er sagte: „Halt.“ ‖Dann ging er.',
    'Siehe S. 5 ff. und Abb. 3 dort. ‖Gut.',
    'Um 1.000.000 Euro bzw. Dollar. ‖Ja.',
  ],
  es: ['¿Cómo estás? ‖Muy bien.', 'El Sr. García llegó. ‖¡Hola! ‖¿Qué tal?', 'Los EE. UU. ganaron. ‖Sí.'],
  fr: [
    'M. Dupont est là. ‖Vraiment ? ‖Oui !',
    'Elle a vu Mme. Curie, etc. ‖Puis elle partit.',
    'À 10 h. du soir. ‖Bien.',
    '« Bonjour ! » dit-il. ‖« Oui ! ‖Non. » ‖Puis il partit.',
    '« Bonjour ! »\n‖Il partit.',
  ],
  it: ['Il sig. Rossi è qui. ‖Bene.', 'La dott.ssa Bianchi lavora alla Fiat S.p.A. di Torino. ‖Sì.'],
  pt: ['O Sr. Silva chegou. ‖Olá!', 'Custa R$ 3,50. ‖Caro.'],
  nl: ['Dhr. Jansen is er. ‖Goed.', 'Dat is bijv. Een idee. ‖Ja.'],
  zh: [
    '你好。‖我是机器人！‖你呢？',
    '他说：“你好。”‖“再见。”‖走了。',
    '价格是３．５元。‖好的。😀‖下一句',
    '真的吗?‖好的.‖走吧',
  ],
  ja: ['今日はいい天気ですね。‖散歩しましょう。', '「行く。」と言った。‖「はい。」‖終わり。'],
  th: ['สวัสดีครับ วันนี้อากาศดี'],
  hi: ['नमस्ते। ‖आप कैसे हैं?', 'यह अच्छा है॥ ‖हाँ।'],
  ar: ['كيف حالك؟ ‖أنا بخير.', 'مرحبا، كيف الحال؟ ‖جيد. ‖نعم!'],
  ur: ['یہ اچھا ہے۔ ‖شکریہ۔'],
  hy: ['Բարև։ ‖Ինչպես ես։'],
  am: ['ሰላም። ‖እንዴት ነህ።'],
  ru: ['Привет. ‖Как дела? ‖А. С. Пушкин писал.'],
  ko: ['안녕하세요. ‖반갑습니다! ‖네.'],
  xx: ['Hello. ‖It is fine.'],
};

const rows = Object.entries(sentences).flatMap(([language, texts]) =>
  texts.map((marked) => ({ language, marked, expected: marked.split('‖'), text: marked.replaceAll('‖', '') })),
);

function cut(language: string, cutting: Cutting, pieces: Iterable<string>): string[] {
  const segmenter = createSegmenter({ cutting, language });
  const segments = [...pieces].flatMap((piece) => segmenter.push(piece));
  segments.push(...segmenter.flush());
  return segments.map((segment) => segment.text);
}

describe('a segmenter cuts into sentences', () => {
  it.each(rows)('$language: $marked', ({ language, expected, text }) => {
    expect(cut(language, wholeSentences, [text])).toEqual(expected);
    expect(cut(language, wholeSentences, text.split(''))).toEqual(expected);
  });

  it.each([
    ['it works.Then it stopped.', ['it works.', 'Then it stopped.']],
    ['Great!Now go?Yes.', ['Great!', 'Now go?', 'Yes.']],
    ['in example.Com.now', ['in example.', 'Com.now']],
    ['see Main.Class and a.Bc', ['see Main.Class and a.Bc']],
  ])('also without white space: %s', (text, expected) => {
    expect(cut('en', wholeSentences, text.split(''))).toEqual(expected);
  });
});
