/** jambonz, an open telephony platform, both ways: Glottis as the voice of its calls, by its interface for custom speech vendors;
 *  and in its place, toward the applications that are made for it. */
import { z } from 'zod';
import { curlLine } from '../curl-line.js';
import { defineProtocol, type ProtocolTools } from '../definition.js';
import type { Protocol } from '../protocol.js';
import { farewell, refuse } from './errors.js';
import { createHost } from './host/create-host.js';
import { hostOptions } from './host/options.js';
import { hostRoutes } from './host/routes.js';
import { vendorOptions } from './vendor/options.js';
import { vendorPath, vendorRoutes } from './vendor/routes.js';

/** What an operator may set. */
export const jambonzOptions = z.strictObject({
  vendor: vendorOptions.prefault({}),
  host: hostOptions.prefault({}),
});

export type JambonzOptions = z.output<typeof jambonzOptions>;

/** The protocol, as its options say. */
export function jambonz(options: JambonzOptions, tools: ProtocolTools): Protocol {
  const host = createHost(options.host, tools);
  return {
    name: 'jambonz',
    routes: [...vendorRoutes(options.vendor, tools.clock), ...hostRoutes(options.host, host, tools)],
    refuse,
    farewell,
    close: (deadline) => host.close(deadline),
  };
}

export default defineProtocol({ name: 'jambonz', options: jambonzOptions, example, create: jambonz });

/** What jambonz itself sends for a `say`. */
function example(url: string, key: string | undefined): string {
  return curlLine({
    url: `${url}${vendorPath}`,
    keyHeader: key && `Authorization: Bearer ${key}`,
    body: { text: 'Hello, world.', type: 'text', voice: 'aura-2-thalia-en' },
    file: 'hello.mp3',
  });
}
