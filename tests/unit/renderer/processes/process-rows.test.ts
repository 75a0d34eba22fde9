import { expect, test } from 'vitest';
import type { ProcessInfo } from '#protocol/ipc.ts';
import { agentFamilies, agentMemoryBytes, toProcessRows } from '#renderer/features/processes/process-rows.ts';

function process(pid: number, parentPid: number | null, kind: ProcessInfo['kind'], more: Partial<ProcessInfo> = {}): ProcessInfo {
  return {
    pid,
    parentPid,
    kind,
    label: `${kind} ${pid}`,
    agentName: null,
    conversationId: null,
    state: null,
    cpuPercent: 1,
    memoryBytes: 10,
    startedAt: pid,
    restarts: 0,
    idleStopAt: null,
    ...more,
  };
}

const FAMILY = [
  process(1, null, 'main'),
  process(2, 1, 'gpu'),
  process(3, 1, 'guard'),
  process(9, 1, 'agent', { startedAt: 90 }),
  process(4, 1, 'agent', { startedAt: 40 }),
  process(5, 4, 'child'),
  process(6, 5, 'child'),
  process(7, 1, 'code-map'),
];

const pids = (rows: { process: ProcessInfo }[]) => rows.map(({ process: { pid } }) => pid);

test('each parent stands before its children, agents by age before everything else', () => {
  const rows = toProcessRows(FAMILY, new Set());
  expect(pids(rows)).toEqual([1, 4, 5, 6, 9, 7, 2, 3]);
  expect(rows.map(({ level }) => level)).toEqual([1, 2, 3, 4, 2, 2, 2, 2]);
  expect(rows.map(({ positionInSet, setSize }) => `${positionInSet}/${setSize}`).slice(0, 5)).toEqual(['1/1', '1/5', '1/1', '1/1', '2/5']);
});

test('a folded process hides what is below it and stands for all of it', () => {
  const rows = toProcessRows(FAMILY, new Set([4]));
  expect(pids(rows)).toEqual([1, 4, 9, 7, 2, 3]);
  expect(rows[1]).toMatchObject({ isExpanded: false, usage: { cpuPercent: 3, memoryBytes: 30 } });
  expect(rows[0]).toMatchObject({ isExpanded: true, usage: { cpuPercent: 1, memoryBytes: 10 } });
});

test('lines go on only where a later sibling follows', () => {
  const lines = toProcessRows(FAMILY, new Set()).map((row) => row.lines.slice(1));
  expect(lines.slice(0, 4)).toEqual([[], [true], [true, false], [true, false, false]]);
  expect(lines.at(-1)).toEqual([false]);
});

test('a process whose parent has just ended is still listed', () => {
  expect(pids(toProcessRows([process(1, null, 'main'), process(8, 7, 'child')], new Set()))).toEqual([1, 8]);
});

test('what agents cost counts what they started, and not the app', () => {
  expect(pids(agentFamilies(FAMILY).map((entry) => ({ process: entry }))).toSorted()).toEqual([4, 5, 6, 7, 9]);
});

test('their memory is told once all of them have started: the figure of a newborn process would stand for seconds', () => {
  expect(agentMemoryBytes(null)).toBeNull();
  expect(agentMemoryBytes([process(1, null, 'main')])).toBeNull();
  const ready = process(4, 1, 'agent', { state: 'ready', memoryBytes: 60 });
  expect(agentMemoryBytes([process(1, null, 'main'), ready, process(5, 4, 'child', { memoryBytes: 3 })])).toBe(63);
  expect(agentMemoryBytes([ready, process(9, 1, 'agent', { state: 'starting', memoryBytes: 1 })])).toBeNull();
});
