/** Where a page finds its console. */
import type { SpeechService } from '../../../../session/speech.js';
import type { Acceptance, Route } from '../../../protocol.js';
import { credentialOf } from '../../credential.js';
import type { Desk } from '../desk.js';
import { consoleConversation } from './socket.js';

export const consolePath = '/jambonz/console';

/** Variables of an application may be long texts, such as prompts. */
const maxMessageBytes = 256 * 1024;

export function consoleRoutes(desk: Desk): readonly Route[] {
  return [
    {
      type: 'websocket',
      path: consolePath,
      maxMessageBytes,
      accept: ({ headers }, speech) => accept(headers, speech, desk),
    },
  ];
}

/** A page can send no header, so its key comes with its hello: a URL would end up in logs. A program's is looked at here. */
async function accept(headers: Headers, speech: SpeechService, desk: Desk): Promise<Acceptance> {
  const credential = credentialOf(headers);
  const holder = credential && (await speech.authenticate(credential));
  return { converse: consoleConversation({ ...desk, speech, holder }) };
}
