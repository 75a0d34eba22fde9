import { type ChildProcess, spawn } from 'node:child_process';
import { appendFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createChildRegistry } from '#platform/child-registry.ts';
import { createGuard } from '#platform/guard.ts';
import { createProcessLedger, readLedger, reap } from '#platform/process-ledger.ts';
import { processTable } from '#platform/process-table.ts';
import { sendSignal, startTimeOf } from '#platform/process-tree.ts';
import { childScript, expectGone, IMPATIENT_LADDER, makeChild, PATIENT_LADDER, scriptEnvironment } from './children.ts';

interface Parent {
  readonly process: ChildProcess;
  readonly guard: number | null;
  readonly pids: number[];
}

let folder: string;
let ledgerFile: string;
const started: number[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'main-dies-'));
  ledgerFile = join(folder, 'deep', 'processes.jsonl');
});

afterEach(() => {
  // Whatever a failed test left; only processes of this test are in the list.
  for (const pid of started.splice(0)) sendSignal(pid, 'SIGKILL');
  rmSync(folder, { recursive: true });
});

function run(script: string, args: string[] = []): { child: ChildProcess; firstLine: Promise<string> } {
  const child = spawn(process.execPath, [childScript(script), ...args], { env: scriptEnvironment(), stdio: ['ignore', 'pipe', 'inherit'] });
  started.push(child.pid as number);
  const lines = createInterface({ input: child.stdout as NonNullable<typeof child.stdout> });
  const firstLine = new Promise<string>((resolve, reject) => {
    lines.once('line', resolve);
    child.once('exit', (code) => reject(new Error(`${script} ended with ${code}`)));
  });
  return { child, firstLine };
}

async function startParent(sidecars: number, guard: 'guard' | 'no-guard'): Promise<Parent> {
  const { child, firstLine } = run('supervising-parent.ts', [ledgerFile, String(sidecars), guard]);
  const told = JSON.parse(await firstLine) as { guard: number | null; pids: number[] };
  started.push(...told.pids);
  const living = (await processTable.list()).filter((entry) => told.pids.includes(entry.pid));
  expect(living).toHaveLength(sidecars * 3);
  return { process: child, ...told };
}

describe.runIf(process.platform === 'linux')('when main is gone', () => {
  test.each(['SIGKILL', 'SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    'by %s the guard ends everything, grandchildren in other sessions too',
    async (signal) => {
      const parent = await startParent(3, 'guard');
      parent.process.kill(signal);
      await expectGone([...parent.pids, parent.guard as number]);
    },
  );

  test('by a signal to its whole group the guard is still there to do it', async () => {
    const parent = await startParent(1, 'guard');
    sendSignal(parent.guard as number, 'SIGTERM');
    sendSignal(parent.guard as number, 'SIGINT');
    sendSignal(parent.guard as number, 'SIGHUP');
    parent.process.kill('SIGKILL');
    await expectGone([...parent.pids, parent.guard as number]);
  });

  test('and the guard with it, the next start ends everything by the ledger', async () => {
    const parent = await startParent(2, 'no-guard');
    parent.process.kill('SIGKILL');
    await expectGone([parent.process.pid as number]);
    const ended = await reap(ledgerFile);
    expect(ended.map((entry) => entry.pid)).toEqual(expect.arrayContaining(parent.pids));
    await expectGone(parent.pids);
    expect(existsSync(ledgerFile)).toBe(false);
  });

  test('and its ledger is damaged, what can be read is still used', async () => {
    const parent = await startParent(1, 'no-guard');
    parent.process.kill('SIGKILL');
    await expectGone([parent.process.pid as number]);
    appendFileSync(ledgerFile, '{"started":{"pid":12\n\u0000\u0000garbage\n{"ended":"x"}\n[]\n');
    await reap(ledgerFile);
    await expectGone(parent.pids);
  });
});

describe('the guard', () => {
  test('keeps neither a finished program nor itself alive', async () => {
    const { child, firstLine } = run('guarded-and-done.ts');
    const ended = new Promise((resolve) => child.once('exit', resolve));
    const guard = Number(await firstLine);
    expect(await ended).toBe(0);
    await expectGone([guard]);
  });

  test.runIf(process.platform !== 'win32')('that dies is replaced, and the new one is told everything', async () => {
    const guard = createGuard({ instanceId: `replaced-${process.pid}` });
    const child = makeChild('ignores-term');
    await child.start();
    await child.request({ id: 1, content: 'is set up' });
    guard.add(child.pid as number);
    const first = guard.pid as number;
    process.kill(first, 'SIGKILL');
    await expect.poll(() => guard.pid !== undefined && guard.pid !== first, { timeout: 10_000 }).toBe(true);
    await guard.close();
    expect(await child.exited).toMatchObject({ signal: 'SIGKILL' });
  });

  test.runIf(process.platform !== 'win32')('leaves alone what was taken off its list', async () => {
    const guard = createGuard({ instanceId: `removed-${process.pid}` });
    const [kept, taken] = [makeChild('ignores-term'), makeChild('echo')];
    await Promise.all([kept.start(), taken.start()]);
    await kept.request({ id: 1, content: 'is set up' });
    guard.add(kept.pid as number);
    guard.add(taken.pid as number);
    guard.remove(taken.pid as number);
    await guard.close();
    await kept.exited;
    expect(await taken.request({ id: 1, content: 'alive' })).toBe('alive');
  });
});

describe('the reaper', () => {
  test('leaves a stranger alone who has the pid of one of ours by now', async () => {
    const stranger = makeChild('echo');
    await stranger.start();
    const pid = stranger.pid as number;
    createProcessLedger(ledgerFile).started({
      pid,
      startTime: 'another time',
      isGroupLeader: true,
      label: 'long gone',
      instanceId: 'earlier',
    });
    expect(await reap(ledgerFile)).toEqual([]);
    expect(await stranger.request({ id: 1, content: 'alive' })).toBe('alive');
  });

  test('has nothing to do without a ledger', async () => {
    expect(await reap(ledgerFile)).toEqual([]);
  });
});

describe('the registry', () => {
  test('knows a child while it lives, and so do the ledger and nobody afterwards', async () => {
    const registry = createChildRegistry({ instanceId: 'registry-test', ledger: createProcessLedger(ledgerFile) });
    const child = makeChild('echo', { watcher: registry });
    await child.start();
    const pid = child.pid as number;
    expect(registry.children).toEqual([{ pid, label: 'echo' }]);
    await expect.poll(() => readLedger(ledgerFile)[0]?.startTime).toBe(await startTimeOf(pid));
    await child.stop('idle');
    expect(registry.children).toEqual([]);
    expect(readLedger(ledgerFile)).toEqual([]);
  });

  test('stops all children together, the stubborn ones too', async () => {
    const registry = createChildRegistry({ instanceId: 'registry-test' });
    const ladders = [PATIENT_LADDER, IMPATIENT_LADDER, { ...PATIENT_LADDER, endStdinMs: 200 }];
    const children = ['echo', 'ignores-term', 'stops-reading-stdin'].map((script, index) =>
      makeChild(script, { watcher: registry, stopLadder: ladders[index] ?? {} }),
    );
    await Promise.all(children.map((child) => child.start()));
    await children[1]?.request({ id: 1, content: 'is set up' });
    await registry.stopAll(20_000);
    expect(children.map((child) => child.exit?.signal)).toEqual([null, 'SIGKILL', 'SIGTERM']);
    expect(registry.children).toEqual([]);
  });

  test('kills what outlives the deadline', async () => {
    const registry = createChildRegistry({ instanceId: 'registry-test' });
    const child = makeChild('ignores-term', { watcher: registry, stopLadder: { endStdinMs: 60_000 } });
    await child.start();
    await child.request({ id: 1, content: 'is set up' });
    await registry.stopAll(100);
    expect(await child.exited).toMatchObject({ signal: 'SIGKILL', asked: true });
  });

  test('stops a child that starts after all were stopped', async () => {
    const registry = createChildRegistry({ instanceId: 'registry-test' });
    await registry.stopAll(1000);
    const late = makeChild('never-answers', { watcher: registry, handshake: (exchange) => exchange({ id: 1, content: 'hello' }) });
    await expect(late.start()).rejects.toMatchObject({ code: 'closed' });
    expect(await late.exited).toMatchObject({ asked: true });
  });
});
