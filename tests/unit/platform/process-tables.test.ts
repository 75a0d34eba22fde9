import { describe, expect, test } from 'vitest';
import { createProcessTable } from '#platform/process-table.ts';
import { linuxStartMs, parseEnvironment, parseKilobyteLine, parseLinuxStat } from '#platform/process-table-linux.ts';
import { parseCpuTime, parseMacProcesses } from '#platform/process-table-macos.ts';
import { fileTimeToEpochMs, parseWindowsProcesses, windowsQueryArgs, withoutFalseParents } from '#platform/process-table-windows.ts';

describe('Linux', () => {
  const fields = '1 4242 4242 0 -1 4194304 5 6 0 0 250 50 0 0 20 0 1 0 987654 1000 200 18446744073709551615';

  test('a stat line is read past any command name', () => {
    for (const name of ['node', 'Web Content', 'a) S 7 (b', ')', '']) {
      expect(parseLinuxStat(`4242 (${name}) S ${fields}\n`)).toEqual({
        pid: 4242,
        name,
        state: 'S',
        parentPid: 1,
        groupId: 4242,
        cpuTicks: 300,
        startTicks: '987654',
      });
    }
  });

  test.each(['', '4242', '4242 (node', '4242 (node) S 1 2'])('anything else is none: %j', (text) => {
    expect(parseLinuxStat(text)).toBeUndefined();
  });

  test('a start in ticks since boot becomes a date by way of the uptime', () => {
    expect(linuxStartMs('12345', '200.45 380.11\n', 1_000_000)).toBe(1_000_000 - (200_450 - 123_450));
    expect(linuxStartMs('99999', '200.45 380.11\n', 1_000_000)).toBe(1_000_000);
  });

  test('memory lines are read in bytes', () => {
    const rollup =
      '5581-7ffc ---p 00000000 00:00 0    [rollup]\nRss:                1680 kB\nPss:                 312 kB\nPss_Dirty:           112 kB\n';
    expect(parseKilobyteLine(rollup, 'Pss')).toBe(312 * 1024);
    expect(parseKilobyteLine(rollup, 'Swap')).toBeUndefined();
  });

  test('a variable is found by its whole name', () => {
    const environment = 'NOT_OWNER=1\0OWNER_TOO=2\0OWNER=app=7:3\0PATH=/bin\0';
    expect(parseEnvironment(environment, 'OWNER')).toBe('app=7:3');
    expect(parseEnvironment(environment, 'HOME')).toBeUndefined();
  });
});

describe('macOS', () => {
  const output = [
    '    1     0     1 Ss     13440   1:02.50 Mon Nov 16 08:00:01 2026',
    '  501     1   501 S      51200   0:00.07 Sat Nov 21 10:00:00 2026 Google Chrome He',
    ' 1234   501   501 R+   1048576 1-02:03:04.50 Sat Nov  7 09:05:06 2026    ',
    ' 1300   501   501 Z          0   0:00.00 Sat Nov 21 10:01:00 2026',
    'garbage',
    '',
  ].join('\n');

  test('ps lines are read, zombies and other lines left out', () => {
    expect(parseMacProcesses(output)).toEqual([
      { pid: 1, parentPid: 0, groupId: 1, startTime: 'Mon Nov 16 08:00:01 2026', name: '', cpuMs: 62_500, residentBytes: 13_762_560 },
      {
        pid: 501,
        parentPid: 1,
        groupId: 501,
        startTime: 'Sat Nov 21 10:00:00 2026',
        name: 'Google Chrome He',
        cpuMs: 70,
        residentBytes: 52_428_800,
      },
      {
        pid: 1234,
        parentPid: 501,
        groupId: 501,
        startTime: 'Sat Nov 7 09:05:06 2026',
        name: '',
        cpuMs: 93_784_500,
        residentBytes: 1_073_741_824,
      },
    ]);
  });

  test.each([
    ['0:00.07', 70],
    ['12:34', 754_000],
    ['1:02:03', 3_723_000],
    ['2-00:00:01', 172_801_000],
  ])('CPU time %s', (text, ms) => expect(parseCpuTime(text)).toBe(ms));
});

describe('Windows', () => {
  const output = JSON.stringify([
    { ProcessId: 0, ParentProcessId: 0, WorkingSetSize: 8192, KernelModeTime: 1, UserModeTime: 0, Created: null },
    {
      ProcessId: 900,
      ParentProcessId: 4,
      WorkingSetSize: '123456',
      KernelModeTime: 10_000_000,
      Name: 'node.exe',
      UserModeTime: '20000000',
      Created: '134000000000000000',
    },
    { ProcessId: 901, ParentProcessId: 900, WorkingSetSize: 1, KernelModeTime: 0, UserModeTime: 0, Created: '134000000000000001' },
    { ProcessId: 902, ParentProcessId: 901, WorkingSetSize: 1, KernelModeTime: 0, UserModeTime: 0, Created: '133999999999999999' },
    { unexpected: true },
  ]);

  test('a FILETIME becomes milliseconds since 1970', () => {
    expect(fileTimeToEpochMs('134000000000000000')).toBe(Date.UTC(2025, 7, 18, 14, 13, 20));
  });

  test('the query’s answer is read', () => {
    expect(parseWindowsProcesses(`\r\n${output}\r\n`)[0]).toEqual({
      pid: 900,
      parentPid: 4,
      groupId: 0,
      startTime: '134000000000000000',
      name: 'node.exe',
      cpuMs: 3000,
      workingSetBytes: 123_456,
    });
    expect(parseWindowsProcesses(output)).toHaveLength(3);
    expect(parseWindowsProcesses('')).toEqual([]);
  });

  test('a child that is older than its parent has another parent', () => {
    const parents = withoutFalseParents(parseWindowsProcesses(output)).map(({ pid, parentPid }) => [pid, parentPid]);
    expect(parents).toEqual([
      [900, 4],
      [901, 900],
      [902, 0],
    ]);
  });

  test('the query asks for all or for some', () => {
    expect(windowsQueryArgs().at(-1)).not.toContain('-Filter');
    expect(windowsQueryArgs('ProcessId=1 OR ProcessId=2').at(-1)).toContain("-Filter 'ProcessId=1 OR ProcessId=2'");
  });
});

describe('this system', () => {
  const table = createProcessTable();

  test('lists this process under its parent, and tells what it uses', async () => {
    const entry = (await table.list()).find(({ pid }) => pid === process.pid);
    expect(entry).toMatchObject({ parentPid: process.ppid, startTime: expect.stringMatching(/./) });
    const [usage] = await table.usage([process.pid]);
    expect(usage?.memoryBytes).toBeGreaterThan(1024 * 1024);
    expect(usage?.cpuMs).toBeGreaterThan(0);
    expect(usage?.name).toMatch(/./);
    const startedMsAgo = Date.now() - (usage?.startedAtMs ?? 0);
    // Node counts from its own first line, the system from the fork; five seconds apart would be another process.
    expect(Math.abs(startedMsAgo - process.uptime() * 1000)).toBeLessThan(5000);
  });

  test('callers at the same time share one reading', async () => {
    const [first, second] = await Promise.all([table.list(), table.list()]);
    expect(second).toBe(first);
    expect(await table.list()).not.toBe(first);
  });

  test('a process that is gone uses nothing', async () => {
    expect(await table.usage([2 ** 22 + 1])).toEqual([]);
  });
});
