import {defineConfig} from 'vitest/config';

// COLUMNS and LINES spare every component test the `tput` that Ink would spawn to learn the size of a window.
const env = {COLUMNS: '100', LINES: '30', FORCE_COLOR: '0', TZ: 'UTC'};

export default defineConfig({
  define: {__VERSION__: '"0.0.0-test"'},
  test: {
    // Most tests of the whole program wait for it: on two cores the default of one worker takes three times as long.
    maxWorkers: 3,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          env,
          // No test waits for the clock: a machine that is busy with other things may take its time.
          testTimeout: 30_000,
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: ['test/terminal/**', 'test/fault/**', 'test/long/**'],
        },
      },
      {
        extends: true,
        test: {name: 'long', env, include: ['test/long/**/*.test.ts'], testTimeout: 600_000},
      },
      {
        extends: true,
        test: {
          name: 'program',
          env,
          include: ['test/terminal/**/*.test.ts', 'test/fault/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
