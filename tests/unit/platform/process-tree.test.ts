import { describe, expect, test } from 'vitest';
import type { ProcessEntry } from '#platform/process-table.ts';
import { descendantsOf, familyIn } from '#platform/process-tree.ts';

const entry = (pid: number, parentPid: number, groupId = pid, startTime = `t${pid}`): ProcessEntry => ({
  pid,
  parentPid,
  groupId,
  startTime,
});
const pids = (entries: readonly ProcessEntry[]) => entries.map(({ pid }) => pid).sort((a, b) => a - b);
const none = () => false;

describe('descendants', () => {
  test('are all those below, nearest first', () => {
    const entries = [entry(100, 1), entry(103, 102), entry(101, 100), entry(102, 100), entry(200, 1)];
    expect(descendantsOf(entries, 100).map(({ pid }) => pid)).toEqual([101, 102, 103]);
  });

  test('do not loop when a listing taken in motion goes in a circle', () => {
    expect(pids(descendantsOf([entry(100, 101), entry(101, 100)], 100))).toEqual([101]);
  });
});

describe('a family', () => {
  test('is the child, its group, its marked ones and all their descendants', () => {
    const entries = [
      entry(100, 1),
      entry(101, 100, 100),
      entry(102, 1, 100),
      entry(103, 102, 103),
      entry(104, 1),
      entry(105, 104),
      entry(200, 1),
    ];
    const found = familyIn(entries, { pid: 100, isGroupLeader: true, known: new Map(), isMarked: ({ pid }) => pid === 104 });
    expect(pids(found)).toEqual([100, 101, 102, 103, 104, 105]);
  });

  test('keeps a member whose parent died and who left for another session', () => {
    const found = familyIn([entry(103, 1)], { pid: 100, isGroupLeader: true, known: new Map([[103, 't103']]), isMarked: none });
    expect(pids(found)).toEqual([103]);
  });

  test('does not take a stranger for a member because of an old pid', () => {
    const known = new Map([
      [100, 'earlier'],
      [101, 'earlier'],
    ]);
    expect(familyIn([entry(100, 1, 50), entry(101, 1, 50)], { pid: 100, isGroupLeader: true, known, isMarked: none })).toEqual([]);
  });

  test('never holds init or this process', () => {
    const found = familyIn([entry(1, 0, 100), entry(process.pid, 1, 100)], {
      pid: 100,
      isGroupLeader: true,
      known: new Map(),
      isMarked: () => true,
    });
    expect(found).toEqual([]);
  });

  test('of a dead parent is found where the system goes on naming it', () => {
    const found = familyIn([entry(101, 100, 0)], { pid: 100, isGroupLeader: false, known: new Map([[100, 't100']]), isMarked: none });
    expect(pids(found)).toEqual([101]);
  });
});
