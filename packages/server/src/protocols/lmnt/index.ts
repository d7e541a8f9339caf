/** LMNT's speech API: `/v1/ai/speech/stream` over WebSocket, in the four dialects that its clients speak, and REST. */
import { systemClock } from '../../clock.js';
import { curlLine } from '../curl-line.js';
import { defineProtocol, type ProtocolTools } from '../definition.js';
import type { Protocol } from '../protocol.js';
import { unknownClient } from './dialect.js';
import { farewellIn, refuse } from './errors.js';
import { type LmntOptions, lmntOptions } from './options.js';
import { restRoutes } from './rest.js';
import { acceptSocket } from './socket.js';

/** A hundred thousand characters of any script: Python writes most of them as six bytes. */
const maxMessageBytes = 1024 * 1024;

/** The protocol, as its options say. */
export function lmnt(options: LmntOptions, { clock = systemClock }: Partial<ProtocolTools> = {}): Protocol {
  return {
    name: 'lmnt',
    routes: [
      {
        type: 'websocket',
        path: '/v1/ai/speech/stream',
        maxMessageBytes,
        accept: async (request, speech, visit) => acceptSocket(request, speech, visit, { options, clock }),
      },
      ...restRoutes(options),
    ],
    refuse,
    farewell: (error) => farewellIn(unknownClient, error, ''),
  };
}

export default defineProtocol({ name: 'lmnt', options: lmntOptions, example, create: lmnt });

/** The answer is an MP3 file. */
function example(url: string, key: string | undefined): string {
  return curlLine({
    url: `${url}/v1/ai/speech/bytes`,
    keyHeader: key && `X-API-Key: ${key}`,
    body: { text: 'Hello, world.', voice: 'leah' },
    file: 'hello.mp3',
  });
}
