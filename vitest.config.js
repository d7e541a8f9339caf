import { defineConfig } from 'vitest/config';
import { ClosingLine } from './scripts/closing-line.js';

// Tests run as they ship: compiled, from dist, so that worker threads and their files are the real ones.
export default defineConfig({
  test: {
    include: ['packages/*/dist/**/*.test.js', 'apps/*/dist/**/*.test.js', 'packages/server/test/dist/**/*.test.js'],
    globalSetup: './scripts/provide-chromium.js',
    reporters: ['default', new ClosingLine()],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    pool: 'forks',
    // Most of a test's time is spent waiting for sound to be played: two of them share two cores well.
    maxWorkers: 2,
  },
});
