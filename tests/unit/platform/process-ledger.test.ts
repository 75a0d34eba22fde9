import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createProcessLedger, type LedgerEntry, leftBehind, readLedger } from '#platform/process-ledger.ts';

const entryOf = (pid: number, instanceId = 'run-1'): LedgerEntry => ({
  pid,
  startTime: `t${pid}`,
  isGroupLeader: true,
  label: 'agent',
  instanceId,
});

describe('the file', () => {
  let file: string;
  beforeEach(() => {
    file = join(mkdtempSync(join(tmpdir(), 'ledger-')), 'processes.jsonl');
  });
  afterEach(() => rmSync(join(file, '..'), { recursive: true }));

  test('holds what was started and has not ended', () => {
    const ledger = createProcessLedger(file);
    for (const pid of [10, 11, 12]) ledger.started(entryOf(pid));
    ledger.ended(11);
    expect(readLedger(file)).toEqual([entryOf(10), entryOf(12)]);
  });

  test('stays small however many come and go', () => {
    const ledger = createProcessLedger(file);
    ledger.started(entryOf(10));
    for (let pid = 1000; pid < 3000; pid += 1) {
      ledger.started(entryOf(pid));
      ledger.ended(pid);
    }
    expect(readLedger(file)).toEqual([entryOf(10)]);
    expect(readFileSync(file, 'utf8').split('\n').length).toBeLessThan(250);
  });

  test('with damage anywhere gives what is left', () => {
    const good = `${JSON.stringify({ started: entryOf(10) })}\n`;
    writeFileSync(file, `\u0000\u0000\n${good}{"started":{"pid":1}}\n{"started":{"pid":-5}}\nnull\n${good.slice(0, 20)}`);
    expect(readLedger(file)).toEqual([entryOf(10)]);
  });

  test('that is missing or a folder is empty', () => {
    expect(readLedger(file)).toEqual([]);
    expect(readLedger(join(file, '..'))).toEqual([]);
  });

  test('that cannot be written keeps nobody from starting a process', () => {
    const ledger = createProcessLedger('/dev/null/processes.jsonl');
    ledger.started(entryOf(10));
    expect(ledger.entries).toEqual([entryOf(10)]);
  });
});

describe('left behind', () => {
  const running = (pid: number, startTime = `t${pid}`) => ({ pid, parentPid: 1, groupId: pid, startTime });
  const pids = (entries: readonly LedgerEntry[]) => entries.map(({ pid }) => pid);

  test('is whoever has both the pid and the start time', () => {
    expect(pids(leftBehind([entryOf(10), entryOf(11)], [running(10), running(11, 'another time')], new Map()))).toEqual([10]);
  });

  test('is whoever carries the mark of a run in the ledger, and nobody with another mark', () => {
    const owners = new Map([
      [20, 'run-1:4'],
      [21, 'run-2:4'],
      [22, 'run-10:1'],
    ]);
    expect(pids(leftBehind([entryOf(10)], [running(20), running(21), running(22)], owners))).toEqual([20]);
  });

  test('is not a stranger with the pid of one whose start time was never written down', () => {
    expect(leftBehind([{ ...entryOf(10), startTime: null }], [running(10)], new Map())).toEqual([]);
  });
});
