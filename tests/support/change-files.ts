/** The thread that looks at files, bundled as the app's: from its sources it would take seconds to start. One serves all tests of a file. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { type ChangeFiles, createChangeFiles } from '#electron/changes/worker/change-files.ts';

const ROOT = join(import.meta.dirname, '..', '..');
let workerFile: string | undefined;
let shared: ChangeFiles | undefined;

/** A thread of its own, which knows nothing yet. */
export function newChangeFiles(): ChangeFiles {
  return createChangeFiles(builtWorker());
}

/** The one of all tests of this file; it stays when a test closes it. */
export const sharedChangeFiles: ChangeFiles = {
  run(name, request, options) {
    shared ??= newChangeFiles();
    return shared.run(name, request, options);
  },
  close: () => {},
};

function builtWorker(): string {
  if (workerFile !== undefined) return workerFile;
  const folder = mkdtempSync(join(tmpdir(), 'agent-manager-change-worker-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  workerFile = join(folder, 'change-worker.mjs');
  buildSync({
    absWorkingDir: ROOT,
    entryPoints: ['electron/changes/worker/change-worker.ts'],
    outfile: workerFile,
    bundle: true,
    platform: 'node',
    format: 'esm',
  });
  return workerFile;
}
