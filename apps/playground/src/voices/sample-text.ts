/** A sentence to try a voice with. */
import { primaryOf } from '../catalogue/languages.js';

const sentences: Readonly<Record<string, string>> = {
  ar: 'مرحبا، كيف يمكنني مساعدتك؟',
  cs: 'Dobrý den, jak vám mohu pomoci?',
  cy: 'Bore da, sut galla i helpu?',
  da: 'Goddag, hvordan kan jeg hjælpe?',
  de: 'Guten Tag, wie kann ich Ihnen helfen?',
  el: 'Καλημέρα σας, πώς μπορώ να βοηθήσω;',
  en: 'Good morning, how can I help you?',
  es: 'Buenos días, ¿en qué puedo ayudarle?',
  fi: 'Hyvää päivää, miten voin auttaa?',
  fr: 'Bonjour, comment puis-je vous aider ?',
  hi: 'नमस्ते, मैं आपकी क्या मदद कर सकता हूँ?',
  hu: 'Jó napot, miben segíthetek?',
  it: 'Buongiorno, come posso aiutarla?',
  ja: 'こんにちは、ごようけんをどうぞ。',
  ko: '안녕하세요, 무엇을 도와드릴까요?',
  nb: 'God dag, hva kan jeg hjelpe med?',
  nl: 'Goedendag, waarmee kan ik u helpen?',
  pl: 'Dzień dobry, w czym mogę pomóc?',
  pt: 'Bom dia, em que posso ajudar?',
  ro: 'Bună ziua, cu ce vă pot ajuta?',
  ru: 'Здравствуйте, чем я могу помочь?',
  sv: 'Goddag, hur kan jag hjälpa till?',
  tr: 'Merhaba, size nasıl yardımcı olabilirim?',
  uk: 'Добрий день, чим можу допомогти?',
  zh: '你好，请问有什么可以帮您？',
};

/** In the language, or else numbers, which every voice reads in its own. */
export function sampleText(language: string): string {
  return sentences[primaryOf(language)] ?? '1, 2, 3, 4, 5.';
}
