import { describe, expect, test } from 'vitest';
import { OWNER_VARIABLE, processTable } from '#platform/process-table.ts';
import type { ChildWatcher } from '#platform/sidecar-process.ts';
import { childScript, expectGone, IMPATIENT_LADDER, makeChild, PATIENT_LADDER, reaches, startChild, type TestChild } from './children.ts';

const owner = `test-${process.pid}`;
let markers = 0;
const watcher: ChildWatcher = {
  markerFor: () => ({ [OWNER_VARIABLE]: `${owner}:${markers++}` }),
  add: () => () => {},
};

async function withGrandchildren(kinds: string[], args: string[] = []): Promise<{ child: TestChild; pids: number[] }> {
  const child = await startChild('spawns-grandchildren', {
    watcher,
    args: [childScript('spawns-grandchildren.mjs'), ...args],
    stopLadder: IMPATIENT_LADDER,
  });
  const pids = (await child.request({ id: 1, content: kinds })) as number[];
  return { child, pids };
}

describe('stopping a child', () => {
  test('one that minds its stdin goes by itself', async () => {
    const child = await startChild('echo');
    expect(await child.stop('idle')).toMatchObject({ code: 0, signal: null, asked: true, forced: false });
    expect(child.state).toBe('stopped');
  });

  test('one that ignores the end of stdin gets SIGTERM', async () => {
    const child = await startChild('stops-reading-stdin', { stopLadder: { ...PATIENT_LADDER, endStdinMs: 200 } });
    expect(await child.stop('idle')).toMatchObject({ signal: 'SIGTERM', asked: true, forced: false });
  });

  test('one that ignores SIGTERM as well is killed', async () => {
    const child = await startChild('ignores-term', { stopLadder: IMPATIENT_LADDER });
    await child.request({ id: 1, content: 'is set up' });
    expect(await child.stop('idle')).toMatchObject({ signal: 'SIGKILL', asked: true, forced: true });
    expect(child.state).toBe('stopped');
  });

  test('settles open requests as closed at once', async () => {
    const child = await startChild('ignores-term', { stopLadder: IMPATIENT_LADDER });
    await child.request({ id: 1, content: 'is set up' });
    process.kill(child.pid as number, 'SIGSTOP');
    const request = child.request({ id: 2, content: 'x' });
    const stopped = child.stop('quit');
    await expect(request).rejects.toMatchObject({ code: 'closed' });
    expect(child.exit).toBeNull();
    await stopped;
  });

  test('twice gives the same end', async () => {
    const child = await startChild('echo');
    const [first, second] = await Promise.all([child.stop('idle'), child.stop('quit')]);
    expect(second).toBe(first);
  });

  test('that was never started is done at once, and it starts no more', async () => {
    const child = makeChild('echo');
    expect(await child.stop('quit')).toBeNull();
    await expect(child.start()).rejects.toMatchObject({ code: 'closed' });
  });

  test('while it starts fails the start as closed', async () => {
    const child = makeChild('never-answers', { handshake: (exchange) => exchange({ id: 1, content: 'no answer to this' }) });
    const start = child.start();
    await Promise.all([expect(start).rejects.toMatchObject({ code: 'closed' }), child.stop('quit')]);
    expect(child.state).toBe('stopped');
  });

  test('ends its whole tree: grandchildren that ignore SIGTERM and those in sessions of their own', async () => {
    const { child, pids } = await withGrandchildren(['plain', 'ignores-term', 'setsid'], ['--ignores-term']);
    const tree = [child.pid as number, ...pids];
    expect((await processTable.list()).filter((entry) => tree.includes(entry.pid))).toHaveLength(4);
    await child.stop('quit');
    const left = (await processTable.list()).filter((entry) => tree.includes(entry.pid));
    expect(left).toEqual([]);
  });
});

describe('a child that dies by itself', () => {
  test.runIf(process.platform === 'linux')('leaves no grandchild behind, not even one in a session of its own', async () => {
    const { child, pids } = await withGrandchildren(['plain', 'ignores-term', 'setsid']);
    const failed = reaches(child, 'failed');
    process.kill(child.pid as number, 'SIGKILL');
    await failed;
    await expectGone(pids);
  });

  test('is told to its watcher only when its grandchildren are gone', async () => {
    const forgotten = Promise.withResolvers<readonly number[]>();
    let pids: number[] = [];
    const child = await startChild('spawns-grandchildren', {
      stopLadder: IMPATIENT_LADDER,
      watcher: {
        markerFor: watcher.markerFor,
        add: () => async () => {
          const living = (await processTable.list()).map((entry) => entry.pid);
          forgotten.resolve(pids.filter((pid) => living.includes(pid)));
        },
      },
    });
    pids = (await child.request({ id: 1, content: ['ignores-term'] })) as number[];
    process.kill(child.pid as number, 'SIGKILL');
    expect(await forgotten.promise).toEqual([]);
  });
});
