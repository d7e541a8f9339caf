/** Where calls are placed: from a page over the console's WebSocket, and by programs over jambonz's REST. */
import type { Route } from '../../protocol.js';
import { consoleRoutes } from './console/routes.js';
import type { DeskTools } from './desk.js';
import type { Host } from './host.js';
import type { HostOptions } from './options.js';
import { createPhones } from './phones.js';
import { restRoutes } from './rest/routes.js';

/** A console's phone rings for the calls of the same holder that are placed over REST. */
export function hostRoutes(options: HostOptions, host: Host, tools: DeskTools): readonly Route[] {
  const desk = { options, host, phones: createPhones(), tools };
  return [...consoleRoutes(desk), ...restRoutes(desk)];
}
