/** A restaurant's telephone agent, on jambonz' current client.  node examples/dist/jambonz-agent/sdk.js */
import { createServer } from 'node:http';
import { createEndpoint } from '@jambonz/sdk/websocket';
import { converse } from './conversation.js';
import { envVars } from './env-vars.js';
import { listen } from './listen.js';

const server = createServer();
const makeService = createEndpoint({ server, envVars });

// A call whose connection broke, and is there again, is a new session too.
makeService({ path: '/' }).on('session:new', converse);

listen(server);
