/** What helps when no application answers. */
import { copyButton } from '../shell/copy-button.js';
import { element } from '../shell/dom.js';

/** How the demo agent is started, in a checkout of this project. */
const commands = ['npm run build', 'npm run --workspace examples jambonz-agent'] as const;

/** `isHere` says whether the server runs on the machine of the one who reads this. */
export function advice(application: string, isHere: boolean): HTMLElement {
  const text = commands.join('\n');
  return element(
    'div',
    { class: 'advice' },
    element('p', {}, element('strong', {}, 'No application answers at '), element('code', {}, application), '.'),
    isHere || !isLoopback(application)
      ? undefined
      : element('p', {}, 'That address is on the machine of the server, which is not the one with this page.'),
    element(
      'p',
      {},
      'Start yours, or the demo agent that comes with Glottis. The server goes on trying for some seconds.',
    ),
    element('pre', {}, element('code', {}, text)),
    copyButton('Copy commands', () => text),
  );
}

export function isLoopback(address: string): boolean {
  return /^wss?:\/\/(?:[^/@]*@)?(?:localhost|127(?:\.\d+){3}|\[::1\])(?=[:/?#]|$)/i.test(address);
}
