/** The playground writes the console's messages down for itself, as it has nothing of the server's. Here the compiler compares them. */

import { expectTypeOf, it } from 'vitest';
import type * as Page from '../../../../apps/playground/src/call/messages.js';
import type * as Server from '../../src/protocols/jambonz/host/console/messages.js';

type OfType<Message extends { readonly type: string }, Type extends Message['type']> = Extract<
  Message,
  { readonly type: Type }
>;

it('the page understands everything that the console says, and expects nothing else', () => {
  expectTypeOf<Page.ConsoleEvent>().toEqualTypeOf<Server.ConsoleEvent>();
  expectTypeOf<Page.LogEvent>().toEqualTypeOf<OfType<Server.ConsoleEvent, 'log'>>();
  expectTypeOf<Page.StatusEvent>().toEqualTypeOf<OfType<Server.ConsoleEvent, 'status'>>();
});

it('the console understands everything that the page says, and expects nothing else', () => {
  expectTypeOf<Page.ConsoleCommand>().toEqualTypeOf<Server.ConsoleCommand>();
  expectTypeOf<Page.CallCommand>().toEqualTypeOf<OfType<Server.ConsoleCommand, 'call'>>();
});
