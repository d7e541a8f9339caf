// Compiles every TypeScript block of the documentation against the built packages, and checks that links lead somewhere.
// Run by `npm run check`, after the build.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const workspace = join(root, 'node_modules/.cache/glottis-docs');
const pages = markdownIn(root).filter((page) => page !== 'CHANGELOG.md');

rmSync(workspace, { recursive: true, force: true });
mkdirSync(workspace, { recursive: true });

const problems = pages.flatMap(brokenLinks);
const origins = new Map(pages.flatMap(writeBlocks));
problems.push(...compile());

if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exit(1);
}
console.log(`docs: ${pages.length} pages, ${origins.size} TypeScript blocks compile, links hold`);

function markdownIn(folder, prefix = '') {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = prefix + entry.name;
    if (['node_modules', 'dist', '.git', 'transcripts'].includes(entry.name)) return [];
    if (entry.isDirectory()) return markdownIn(join(folder, entry.name), `${path}/`);
    return entry.name.endsWith('.md') || entry.name === 'llms.txt' ? [path] : [];
  });
}

function brokenLinks(page) {
  const text = readFileSync(join(root, page), 'utf8').replace(/```[\s\S]*?```/g, '');
  return [...text.matchAll(/\]\(([^)\s]+)\)|(?:src|href|srcset)="([^"]+)"/g)].flatMap(([, markdown, html]) => {
    const target = (markdown ?? html).split('#')[0];
    if (target === '' || /^[a-z]+:/.test(target)) return [];
    return existsSync(join(root, dirname(page), target)) ? [] : [`${page}: the link to ${target} leads nowhere`];
  });
}

function writeBlocks(page) {
  const text = readFileSync(join(root, page), 'utf8');
  return [...text.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map(([, code], index) => {
    const name = `${page.replace(/[^\w]+/g, '-')}-${index + 1}.ts`;
    writeFileSync(join(workspace, name), `${code}\nexport {};\n`);
    return [name, `${page}, TypeScript block ${index + 1}`];
  });
}

function compile() {
  if (origins.size === 0) return [];
  const base = join(root, 'tsconfig.base.json');
  const compilerOptions = {
    noEmit: true,
    composite: false,
    noUnusedLocals: false,
    noUnusedParameters: false,
    lib: ['es2023', 'dom'],
    typeRoots: [join(root, 'node_modules/@types')],
  };
  writeFileSync(join(workspace, 'package.json'), JSON.stringify({ type: 'module' }));
  writeFileSync(
    join(workspace, 'tsconfig.json'),
    JSON.stringify({ extends: base, compilerOptions, include: ['*.ts'] }),
  );
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const { stdout } = spawnSync(process.execPath, [tsc, '-p', workspace], { encoding: 'utf8', cwd: workspace });
  return stdout
    .split('\n')
    .filter((line) => line.includes('error TS'))
    .map((line) => line.replace(/^([\w-]+\.ts)/, (name) => origins.get(name) ?? name));
}
