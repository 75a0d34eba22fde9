/** The tests that drive the built app in a real window: `npm test -- e2e`. They run on Electron's own Node, like all TypeScript tests. */
import { defineConfig } from '@playwright/test';

// Workers are forked as Node by this variable; the app that a worker launches must not inherit it, or Electron would start as plain Node.
if (process.env.TEST_WORKER_INDEX !== undefined) delete process.env.ELECTRON_RUN_AS_NODE;

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  // One window at a time: two apps on two cores would wait for each other, and focus belongs to one of them.
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  use: { trace: 'retain-on-failure', screenshot: 'only-on-failure' },
});
