/** The same agent on jambonz' former client.  node examples/dist/jambonz-agent/client-ws.js */
import { createServer } from 'node:http';
import { createEndpoint } from '@jambonz/node-client-ws';
import { converse } from './conversation.js';
import { envVars } from './env-vars.js';
import { listen } from './listen.js';

// Only the newer client describes the variables by itself.
const server = createServer(({ method }, response) => {
  if (method === 'OPTIONS') response.setHeader('content-type', 'application/json').end(JSON.stringify(envVars));
  else response.writeHead(405).end();
});
const makeService = createEndpoint({ server });

makeService({ path: '/' }).on('session:new', converse).on('session:reconnect', converse);

listen(server);
