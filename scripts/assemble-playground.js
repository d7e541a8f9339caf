// Puts the page together where the server serves it from: its own files, what was compiled for it, and the client, found by an
// import map. Run after every `tsc -b`. Files that are right already stay untouched, so that a server may start meanwhile.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const playground = join(root, 'apps/playground');
const client = join(root, 'packages/client/dist');
const target = join(root, 'packages/server/dist/playground');
const mark = '<!-- import-map -->';

// As the page sees them: it is at `/`, its parts are below.
const imports = {
  '@glottis/client': './playground/client/index.js',
  '@glottis/client/player': './playground/client/player/index.js',
};

const files = new Map([
  ...filesIn(join(playground, 'public')),
  ...filesIn(join(playground, 'dist'), isModule).map(withoutMap),
  ...filesIn(client, (path) => isModule(path) && !path.startsWith('client/node/'), 'client/').map(withoutMap),
]);
files.set('index.html', withImportMap(files.get('index.html')));

for (const [path, content] of files) put(join(target, path), content);
for (const [path] of existing(target)) if (!files.has(path)) rmSync(join(target, path));

function isModule(path) {
  return path.endsWith('.js') && !/\.test(\.kit)?\.js$/.test(path);
}

/** Source maps are not served, so nothing shall ask for them. */
function withoutMap([path, content]) {
  return [path, Buffer.from(content.toString().replace(/\n\/\/# sourceMappingURL=\S+\s*$/, '\n'))];
}

/** Paths below the folder, with slashes, and what the files hold. */
function filesIn(folder, isWanted = () => true, prefix = '') {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = prefix + entry.name;
    if (entry.isDirectory()) return filesIn(join(folder, entry.name), isWanted, `${path}/`);
    return isWanted(path) ? [[path, readFileSync(join(folder, entry.name))]] : [];
  });
}

function existing(folder) {
  return existsSync(folder) ? filesIn(folder) : [];
}

function withImportMap(page) {
  const text = page?.toString() ?? '';
  if (text.split(mark).length !== 2) throw new Error(`apps/playground/public/index.html must hold ${mark} once`);
  return Buffer.from(text.replace(mark, `<script type="importmap">${JSON.stringify({ imports })}</script>`));
}

function put(path, content) {
  if (existsSync(path) && readFileSync(path).equals(content)) return;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}
