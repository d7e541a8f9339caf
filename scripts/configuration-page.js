// Writes docs/configuration.md from the settings' own schema; with --check it only says whether the page is up to date.
import { readFileSync, writeFileSync } from 'node:fs';
import { configFields } from '../packages/server/dist/config/config.js';
import { describeFieldsAsMarkdown } from '../packages/server/dist/config/describe.js';
import { optionSchemas } from '../packages/server/dist/server.js';

const page = new URL('../docs/configuration.md', import.meta.url);
const text = `# Configuration

Settings come from four places; the later win: defaults, a file, the environment, flags. The file is \`glottis.config.json\`
(or \`.js\`, \`.mjs\`) in the working directory, or the one that \`--config\` or \`GLOTTIS_CONFIG\` names. What cannot be is refused
at the start, with a line that says what to write instead. \`glottis serve --help\` prints this list.

\`\`\`json
{
  "port": 9000,
  "apiKeys": [{ "name": "agents", "key": "sha256:<the key's SHA-256 digest in hex>" }],
  "voices": { "aliases": { "support": "aura-2-helena-en" } },
  "limits": { "sessions": 500 }
}
\`\`\`

\`apiKeys\` and \`tokenSecret\` have no flag, because a process list shows flags; \`GLOTTIS_API_KEYS_FILE\` and
\`GLOTTIS_TOKEN_SECRET_FILE\` name files that hold them. \`"engines": { "embedded": false }\` leaves an engine out;
\`{ "mine": { "use": "./my-engine.js" } }\` adds one of your own, whose other options stand beside \`use\`. \`protocols\` works
the same way: a module that exports by default what \`defineProtocol\` returns is served beside those below.

${describeFieldsAsMarkdown(configFields(await optionSchemas()))}
`;

if (!process.argv.includes('--check')) writeFileSync(page, text);
else if (readFileSync(page, 'utf8') !== text) {
  console.error('docs/configuration.md is not what the settings say: run npm run docs');
  process.exitCode = 1;
}
process.exit();
