// Vitest's global setup: finds a Chromium for the browser tests, or has apt-get install one. Once, and only if they run.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];
const installMinutes = 10;

/** Provides `chromium`: its `path`, or the `reason` why there is none. */
export default function provideChromium(project) {
  const areWanted = project.vitest.state.getPaths().some((path) => path.includes('/test/dist/browser/'));
  project.provide('chromium', areWanted ? findOrInstall() : { reason: 'no browser test was to run' });
}

/** Gives its `path`, or the `reason` why there is none. */
export function findOrInstall() {
  const chosen = process.env.CHROMIUM_PATH;
  if (chosen) return runs(chosen) ? { path: chosen } : without(`CHROMIUM_PATH is ${chosen}, which does not run`);
  const found = places.find(runs);
  return found === undefined ? install() : { path: found };
}

function install() {
  if (!existsSync('/usr/bin/apt-get')) return without('there is no Chromium here; set CHROMIUM_PATH');
  const asRoot = process.getuid() === 0 ? [] : ['sudo', '-n'];
  if (asRoot.length > 0 && spawnSync('sudo', ['-n', 'true']).status !== 0) {
    return without('there is no Chromium here, and only root can install it; set CHROMIUM_PATH');
  }
  console.log('Installing Chromium for the browser tests: apt-get install chromium');
  const aptGet = (...args) => {
    const [command, ...rest] = [...asRoot, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-qq', ...args];
    return spawnSync(command, rest, { encoding: 'utf8', timeout: installMinutes * 60_000 });
  };
  // Lists that are old, or not complete, may do.
  const steps = [aptGet('update'), aptGet('install', '-y', '--no-install-recommends', 'chromium')];
  const installed = places.find(runs);
  if (installed !== undefined) return { path: installed };
  return without(`apt-get could not install it:\n${steps.map(({ stdout, stderr }) => stdout + stderr).join('')}`);
}

/** Some distributions put a script in its place that only says how to get it. */
function runs(path) {
  return existsSync(path) && spawnSync(path, ['--version']).status === 0;
}

function without(reason) {
  console.log(`The browser tests cannot run: ${reason}`);
  return { reason };
}
