/** What every door works with by which calls come in. */
import type { ProtocolTools } from '../../definition.js';
import type { Host } from './host.js';
import type { HostOptions } from './options.js';
import type { Phones } from './phones.js';

export interface Desk {
  readonly options: Pick<HostOptions, 'applications'>;
  readonly host: Host;
  readonly phones: Phones;
  readonly tools: DeskTools;
}

export type DeskTools = Pick<ProtocolTools, 'clock' | 'outgoing' | 'warn'>;
