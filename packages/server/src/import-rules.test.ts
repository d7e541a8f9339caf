import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';

/** Files, and what each may and may not import. One rule of the architecture per line. */
const probes: readonly (readonly [file: string, allowed: readonly string[], refused: readonly string[]])[] = [
  ['nearest.ts', ['./errors.js', 'node:fs'], ['./session/speech.js', './server.js']],
  ['server.ts', ['./http/listener.js', './protocols/index.js', './load-protocols.js'], ['./cli/run.js', './index.js']],
  ['index.ts', ['./server.js', './session/speech.js'], ['./http/listener.js', './telemetry/log.js', './cli/run.js']],
  ['text/a.ts', ['../errors.js', './b.js'], ['../audio/pcm.js', '../session/speech.js', '../config/config.js', 'ws']],
  ['audio/encodings/a.ts', ['../encoder.js', '../../errors.js'], ['../../text/cutting.js', '../../server.js']],
  ['access/a.ts', ['../errors.js', 'jose'], ['../voices/voice.js', '../http/request.js', '../telemetry/log.js']],
  ['voices/a.ts', ['../errors.js', '../nearest.js'], ['../synthesizers/synthesizer.js', '../session/speech.js']],
  [
    'synthesizers/mine/a.ts',
    ['../definition.js', '../pool/pool.js', '../../voices/voice.js', 'ws'],
    ['../../session/speech.js', '../../protocols/protocol.js', '../../telemetry/log.js', '../../index.js'],
  ],
  [
    'session/a.ts',
    ['../synthesizers/synthesizer.js', '../text/segment.js', '../access/holder.js'],
    [
      '../synthesizers/index.js',
      '../synthesizers/pool/pool.js',
      '../protocols/protocol.js',
      '../telemetry/log.js',
      'ws',
    ],
  ],
  [
    'telemetry/a.ts',
    ['../session/speech.js', '../synthesizers/synthesizer.js', 'pino'],
    ['../http/listener.js', '../protocols/protocol.js', '../config/config.js', '../synthesizers/pool/pool.js'],
  ],
  ['protocols/a.ts', ['./protocol.js', '../session/speech.js'], ['./deepgram/index.js', '../http/listener.js', 'ws']],
  ['protocols/index.ts', ['./deepgram/index.js'], []],
  [
    'protocols/mine/part/a.ts',
    ['../errors.js', '../../converse.js', '../../../session/speech.js', '../../../errors.js'],
    ['../../deepgram/messages.js', '../../index.js', '../../../index.js', '../../../http/listener.js', 'ws'],
  ],
  [
    'protocols/mine/a.ts',
    ['./messages.js', '../converse.js', '../../session/speech.js', '../../voices/voice.js', '../../access/outgoing.js'],
    [
      '../deepgram/messages.js',
      '../../protocols/deepgram/messages.js',
      '../../synthesizers/synthesizer.js',
      '../../telemetry/log.js',
      '../../http/request.js',
      '../index.js',
      'ws',
    ],
  ],
  [
    'http/a.ts',
    ['../protocols/protocol.js', '../protocols/match-path.js', '../telemetry/log.js', '../session/speech.js', 'ws'],
    [
      '../protocols/deepgram/index.js',
      '../protocols/index.js',
      '../synthesizers/synthesizer.js',
      '../config/config.js',
      '../cli/run.js',
      '../testing/dial.js',
      '../server.js',
      '../index.js',
    ],
  ],
  [
    'config/a.ts',
    ['../access/keyring.js', '../nearest.js', 'zod'],
    ['../http/listener.js', '../voices/voice.js', '../session/speech.js', '../protocols/index.js', '../cli/flags.js'],
  ],
  [
    'cli/a.ts',
    ['../config/config.js', '../voices/voice.js', '../session/feed.js'],
    ['../server.js', '../telemetry/log.js', '../http/listener.js', '../protocols/index.js', '../testing/dial.js'],
  ],
  ['cli/main.ts', ['../server.js', '../telemetry/log.js'], ['../http/listener.js', '../protocols/index.js']],
  [
    'testing/a.ts',
    ['../protocols/match-path.js', '../session/service.js', '../synthesizers/by-segment.js'],
    ['../protocols/deepgram/index.js', '../http/listener.js', '../config/config.js'],
  ],
  ['http/a.test.ts', ['../testing/dial.js'], []],
];

const root = fileURLToPath(new URL('../../../', import.meta.url));
let refused: ReadonlySet<string>;

beforeAll(async () => {
  refused = await lint();
});
afterAll(() => rm(workspace, { recursive: true }));

let workspace = '';

it.each(probes)('%s may import %j, and not %j', (file, allowed, forbidden) => {
  expect([...allowed, ...forbidden].filter((path) => refused.has(`${file} ${path}`))).toEqual(forbidden);
});

/** Lints all probes by the rules of this repository; what is refused, as file and import. */
async function lint(): Promise<ReadonlySet<string>> {
  workspace = await mkdtemp(join(tmpdir(), 'glottis-imports-'));
  const { overrides } = JSON.parse(await readFile(join(root, 'biome.json'), 'utf8'));
  await writeFile(join(workspace, 'biome.json'), JSON.stringify({ root: true, overrides }));
  const lines = new Map<string, string>();
  for (const [file, allowed, forbidden] of probes) {
    const imports = [...allowed, ...forbidden];
    for (const [at, path] of imports.entries()) lines.set(`packages/server/src/${file}:${at + 1}`, `${file} ${path}`);
    const path = join(workspace, 'packages/server/src', file);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, imports.map((from) => `await import('${from}');\n`).join(''));
  }
  const report = await biome('lint', '--only=style/noRestrictedImports', '--reporter=github', '--max-diagnostics=none');
  const places = [...report.matchAll(/(packages\/server\/src\/[^,]+),line=(\d+)/g)].map(
    ([, file, line]) => `${file}:${line}`,
  );
  return new Set(places.flatMap((place) => lines.get(place) ?? []));
}

/** What it prints; that it finds something is what we ask for. */
function biome(...args: string[]): Promise<string> {
  const program = createRequire(join(root, 'package.json')).resolve('@biomejs/biome/bin/biome');
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...args], { cwd: workspace }, (_, stdout) => resolve(stdout));
  });
}
