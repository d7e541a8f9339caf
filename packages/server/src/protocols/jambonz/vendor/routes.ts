/** Where jambonz finds its vendor: one path for both of the URLs that its portal asks for. */
import type { Clock } from '../../../clock.js';
import type { SpeechService } from '../../../session/speech.js';
import type { Acceptance, Route } from '../../protocol.js';
import { credentialOf } from '../credential.js';
import { socketFormat } from './formats.js';
import { speakRequest } from './http.js';
import type { VendorOptions } from './options.js';
import { vendorConversation } from './socket.js';
import { castingOf } from './voice.js';

export const vendorPath = '/jambonz/tts';

/** `POST` for a `say`, the socket for streamed tokens. */
export function vendorRoutes(options: VendorOptions, clock: Clock): readonly Route[] {
  return [
    {
      type: 'http',
      method: 'POST',
      path: vendorPath,
      async handle(request, speech) {
        const holder = await speech.authenticate(credentialOf(request.headers));
        return speakRequest(request, speech, { holder, options });
      },
    },
    {
      type: 'websocket',
      path: vendorPath,
      maxMessageBytes: options.frameBytes,
      accept: (request, speech) => accept(request, speech, { options, clock }),
    },
  ];
}

/** Opens the session ahead of the upgrade, while jambonz still takes a refusal: it gives tokens back to the application then. */
async function accept(
  { headers, url }: Request,
  speech: SpeechService,
  { options, clock }: { readonly options: VendorOptions; readonly clock: Clock },
): Promise<Acceptance> {
  const holder = await speech.authenticate(credentialOf(headers));
  const query = new URL(url).searchParams;
  const format = socketFormat(query.get('sampleRate'));
  const session = await speech.open({
    holder,
    protocol: 'jambonz',
    ...castingOf(query.get('voice'), query.get('language')),
    format,
    survivesFailure: true,
  });
  return {
    converse: vendorConversation(session, { sampleRate: format.sampleRate, options, clock }),
    abandon: () => session.close(),
  };
}
