/** The TypeScript tests that need no window. They run on Electron's own Node: `npm test -- unit`, `npm test -- integration`. */
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [react()],
  test: {
    // Child processes, because better-sqlite3 and process groups must behave as in the app's own processes.
    pool: 'forks',
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.{ts,tsx}'],
          // A process and its modules serve one file after another: a fresh one for each of 150 files was more than half of the time.
          isolate: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        // Real child processes on a machine that may be busy: a deadline is there to end a hang, not to measure.
        test: { name: 'integration', include: ['tests/integration/**/*.test.{ts,tsx}'], testTimeout: 60_000, hookTimeout: 60_000 },
      },
    ],
  },
});
