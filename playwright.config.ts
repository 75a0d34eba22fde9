/** The tests that drive the built app in a real window: `npm test -- e2e`. They run on Electron's own Node, like all TypeScript tests. */
import { defineConfig } from '@playwright/test';

// Workers are forked as Node by this variable; the app that a worker launches must not inherit it, or Electron would start as plain Node.
if (process.env.TEST_WORKER_INDEX !== undefined) delete process.env.ELECTRON_RUN_AS_NODE;

// Each worker has a virtual display of its own (scripts/test/suites.mjs): two apps on one would take the focus from each other.
const displays = process.env.AGENT_MANAGER_TEST_DISPLAYS?.split(',') ?? [];
const display = displays[Number(process.env.TEST_PARALLEL_INDEX)];
if (display !== undefined) process.env.DISPLAY = display;

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  // By hand one at a time: the person's own display has one focus. `npm test` gives each worker a display and says how many.
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  timeout: 120_000,
  // Two apps share two cores with whatever else the machine does: this ends a hang, and measures nothing.
  expect: { timeout: 30_000 },
  // A trace of what was done and said costs nothing; one with pictures and pages cost every test a fifth of its time: `npm test -- e2e FILE --trace on`.
  use: { trace: { mode: 'retain-on-failure', screenshots: false, snapshots: false, sources: false }, screenshot: 'only-on-failure' },
});
