import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { markedProcesses, RUN_MARKER } from '#scripts/test/leftovers.mjs';

describe.runIf(process.platform === 'linux')('a process that outlives the tests', () => {
  it('is found by the marker it inherited, through children that know nothing of it, until it has ended', async () => {
    const marker = `test-${process.pid}-${Date.now()}`;
    const child = spawn('sh', ['-c', 'echo ready; exec sleep 600'], {
      env: { ...process.env, [RUN_MARKER]: marker },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    try {
      await once(child.stdout, 'data');
      await expect.poll(() => markedProcesses(marker)).toEqual([{ pid: child.pid, command: 'sleep 600' }]);
      expect(markedProcesses(`${marker}0`)).toEqual([]);
    } finally {
      child.kill('SIGKILL');
      await once(child, 'close');
    }
    expect(markedProcesses(marker)).toEqual([]);
  });
});
