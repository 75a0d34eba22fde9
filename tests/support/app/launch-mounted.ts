/** The built app on a file system of its own, mounted where only the app sees it. */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** With user namespaces anybody may mount. */
export const canMount = process.platform === 'linux' && spawnSync('unshare', ['-rm', 'true']).status === 0;

/** A program that starts Electron after `mount`, shell words, was done. Within its namespace it is root, so Chromium's sandbox is off. */
export function mountedElectron(mount: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'agent-manager-mounted-')), 'electron');
  writeFileSync(file, `#!/bin/sh\nexec unshare -rm sh -c '${mount} && exec "$0" --no-sandbox "$@"' "${process.execPath}" "$@"\n`);
  chmodSync(file, 0o755);
  return file;
}
