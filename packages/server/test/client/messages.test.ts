/** The client writes its messages down for itself, so that it needs nothing of the server's. Here the compiler compares them. */

import { expectTypeOf, it } from 'vitest';
import type * as Client from '../../../client/src/session/messages.js';
import type { CaptionToken } from '../../src/protocols/lmnt/captions.js';
import type * as Server from '../../src/protocols/lmnt/messages.js';

type OfType<Message extends { readonly type: string }, Type extends Message['type']> = Extract<
  Message,
  { readonly type: Type }
>;
type FromServer = Exclude<Client.ServerMessage, Client.SpeechSessionAudio>;

it('the client understands everything that the server says, and expects nothing else', () => {
  expectTypeOf<Server.TypedMessage>().toExtend<FromServer>();
  expectTypeOf<FromServer['type']>().toEqualTypeOf<Server.TypedMessage['type']>();
  // An error's type is open in the client, as it may speak to another server.
  expectTypeOf<Exclude<FromServer, Client.SpeechSessionError>>().toExtend<Server.TypedMessage>();
  expectTypeOf<Server.Heard>().toEqualTypeOf<Client.Heard>();
  expectTypeOf<CaptionToken>().toEqualTypeOf<Client.Timestamp>();
});

it('the server understands everything that the client says, and expects nothing else', () => {
  expectTypeOf<Client.ClientMessage['type']>().toEqualTypeOf<Server.ClientMessage['type']>();
  type Plain = 'text' | 'flush' | 'finish' | 'ack';
  expectTypeOf<OfType<Client.ClientMessage, Plain>>().toEqualTypeOf<OfType<Server.ClientMessage, Plain>>();
  // A reset is written otherwise than it is read: the server fills in what is not said.
  expectTypeOf<OfType<Client.ClientMessage, 'reset'>['nonce']>().toEqualTypeOf<Server.ResetMessage['nonce']>();
});
