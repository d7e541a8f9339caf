/** jambonz, an open telephony platform: Glottis as the voice of its calls, by its interface for custom speech vendors. */
import { z } from 'zod';
import { systemClock } from '../../clock.js';
import { curlLine } from '../curl-line.js';
import { defineProtocol, type ProtocolTools } from '../definition.js';
import type { Protocol } from '../protocol.js';
import { farewell, refuse } from './errors.js';
import { vendorOptions } from './vendor/options.js';
import { vendorPath, vendorRoutes } from './vendor/routes.js';

/** What an operator may set. */
export const jambonzOptions = z.strictObject({ vendor: vendorOptions.prefault({}) });

export type JambonzOptions = z.output<typeof jambonzOptions>;

/** The protocol, as its options say. */
export function jambonz({ vendor }: JambonzOptions, { clock = systemClock }: Partial<ProtocolTools> = {}): Protocol {
  return { name: 'jambonz', routes: vendorRoutes(vendor, clock), refuse, farewell };
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
