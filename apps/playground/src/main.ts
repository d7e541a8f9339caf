/** The page at `/`: speech, voices and status of the server that served it. */
import { createCatalogue } from './catalogue/catalogue.js';
import { fetchAbout } from './shell/about.js';
import { element } from './shell/dom.js';
import { createKey } from './shell/key.js';
import { createServer } from './shell/server.js';
import { createShell } from './shell/shell.js';
import { views } from './shell/views.js';

const server = createServer(location.href);

try {
  const about = await fetchAbout(server.http('/playground/about.json'));
  const key = createKey(() => sessionStorage);
  createShell({ about, server, key, catalogue: createCatalogue({ about, server, key }) }, views);
} catch (error) {
  document.body.replaceChildren(element('p', { class: 'problem', role: 'alert' }, `Nothing to show: ${String(error)}`));
}
