/** Calls to applications that are made with jambonz' current client. They are gone when the test is over. */

import { onTestFinished } from 'vitest';
import type { CallWishes, JambonzConsole } from './jambonz-console.js';
import { callFrom } from './jambonz-host.js';
import { type Converse, type SdkApp, type SdkAppOptions, sdkApp } from './jambonz-sdk-app.js';
import type { TestServer } from './test-server.js';

/** An application of one service, or of one for each path. */
export async function appWith(
  what: Converse | Readonly<Record<string, Converse>>,
  options?: SdkAppOptions,
): Promise<SdkApp> {
  const app = await sdkApp(typeof what === 'function' ? { '/': what } : what, options);
  onTestFinished(() => app.close());
  return app;
}

/** Calls it, from a console of its own. */
export function call(server: TestServer, { url }: Pick<SdkApp, 'url'>, wishes?: CallWishes): Promise<JambonzConsole> {
  return callFrom(server, url, wishes);
}

/** What went over the wire between server and application. */
export function wire(names: readonly string[]): readonly string[] {
  return names.filter((name) => /^[←→]/.test(name));
}
