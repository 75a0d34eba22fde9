import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runExclusively } from '#scripts/setup/exclusive.mjs';

const scope = mkdtempSync(join(tmpdir(), 'exclusive-'));
rmSync(scope, { recursive: true });

describe('a step that only one command may be at', () => {
  it('runs one after the other', async () => {
    const events: string[] = [];
    const work = (name: string) => async () => {
      events.push(`${name} starts`);
      await new Promise((resolve) => setImmediate(resolve));
      events.push(`${name} ends`);
    };
    await Promise.all([runExclusively('order', work('a'), scope), runExclusively('order', work('b'), scope)]);
    expect(events).toEqual(['a starts', 'a ends', 'b starts', 'b ends']);
  });

  it('is free again after a failure', async () => {
    await expect(runExclusively('failing', () => Promise.reject(new Error('no')), scope)).rejects.toThrow('no');
    expect(await runExclusively('failing', async () => 'next', scope)).toBe('next');
  });

  it('is taken over from a process that is gone', async () => {
    const folder = join(tmpdir(), `agent-manager-locks-${userInfo().uid}`);
    await runExclusively(
      'abandoned',
      async () => {
        const lock = readdirSync(folder).find((name) => name.endsWith('-abandoned')) ?? '';
        // No process has the highest number there is.
        writeFileSync(join(folder, lock), String(2 ** 22));
        expect(await runExclusively('abandoned', async () => 'taken over', scope)).toBe('taken over');
      },
      scope,
    );
  });
});
