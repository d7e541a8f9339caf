/** What a view is, and what it is given. */
import type { Catalogue } from '../catalogue/catalogue.js';
import type { About } from './about.js';
import type { Key } from './key.js';
import type { Server } from './server.js';

/** One of the page's tabs. It is made when it is first shown, and then kept. */
export interface View {
  readonly element: HTMLElement;
  /** It came into sight. */
  show?(): void;
  /** It left it: nothing need be kept up to date. */
  hide?(): void;
}

/** What all views share. */
export interface Parts {
  readonly about: About;
  readonly server: Server;
  readonly key: Key;
  readonly catalogue: Catalogue;
}

/** A line in the list of views. */
export interface ViewDefinition {
  /** Its place in the address: `#speak`. */
  readonly id: string;
  readonly title: string;
  /** Whether this server has what it shows. */
  isOffered(about: About): boolean;
  create(parts: Parts): View;
}
