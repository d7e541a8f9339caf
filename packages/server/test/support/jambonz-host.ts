/** A server that calls applications for jambonz, and a console to call them from. All of it is closed when the test is over, but
 *  for the server. */

import { onTestFinished } from 'vitest';
import { type CallWishes, type JambonzConsole, jambonzConsole } from './jambonz-console.js';
import { legibleEngines } from './jambonz-voice.js';
import { quickServer } from './quick-server.js';
import type { Settings, TestServer } from './test-server.js';

export const modes = ['enhanced', 'exact'] as const;
export type Mode = (typeof modes)[number];

/** What `protocols.jambonz.host` says. */
export type HostSettings = Readonly<Record<string, unknown>>;

/** Whoever names no voice hears the quick one, a page of which takes a second. */
export function hostServer(host: HostSettings, settings: Settings = {}): Promise<TestServer> {
  return quickServer({
    engines: legibleEngines,
    protocols: { jambonz: { host: { voice: 'quick/en', ...host } } },
    ...settings,
  });
}

/** Calls an application, from a console of its own. */
export async function callFrom(server: TestServer, application: string, wishes?: CallWishes): Promise<JambonzConsole> {
  const console = await jambonzConsole(server.url);
  onTestFinished(() => console.close());
  console.call(application, wishes);
  return console;
}
