/** Windows: one PowerShell query of Win32_Process. Slow (half a second), so it is asked only when something ends or is shown. */
import { z } from 'zod';
import { readCommandOutput } from './command-output.ts';
import type { ProcessEntry, ProcessUsage } from './process-table.ts';

const processSchema = z.object({
  ProcessId: z.number(),
  ParentProcessId: z.number(),
  Name: z.string().nullable().default(null),
  /** 100 ns units since 1601 as text: too large for a JSON number. Null for the idle process. */
  Created: z.string().nullable(),
  WorkingSetSize: z.coerce.number(),
  /** 100 ns units. */
  KernelModeTime: z.coerce.number(),
  UserModeTime: z.coerce.number(),
});

export interface WindowsProcess extends ProcessEntry {
  readonly name: string;
  readonly cpuMs: number;
  readonly workingSetBytes: number;
}

/** The arguments to powershell.exe that print what `parseWindowsProcesses` reads. */
export function windowsQueryArgs(filter?: string): string[] {
  const select =
    "ProcessId,ParentProcessId,Name,WorkingSetSize,KernelModeTime,UserModeTime,@{n='Created';e={if ($_.CreationDate) {$_.CreationDate.ToFileTimeUtc().ToString()}}}";
  const query = `Get-CimInstance Win32_Process${filter ? ` -Filter '${filter}'` : ''}`;
  return ['-NoProfile', '-NonInteractive', '-Command', `ConvertTo-Json -Compress -InputObject @(${query} | Select-Object ${select})`];
}

/** Parses the query's JSON; entries of another shape are left out. */
export function parseWindowsProcesses(output: string): WindowsProcess[] {
  const rows = z.array(z.unknown()).parse(JSON.parse(output.trim() || '[]'));
  return rows.flatMap((row) => {
    const parsed = processSchema.safeParse(row);
    if (!parsed.success || parsed.data.Created === null) return [];
    const { ProcessId, ParentProcessId, Name, Created, WorkingSetSize, KernelModeTime, UserModeTime } = parsed.data;
    const cpuMs = (KernelModeTime + UserModeTime) / 10_000;
    return [
      {
        pid: ProcessId,
        parentPid: ParentProcessId,
        groupId: 0,
        startTime: Created,
        name: Name ?? '',
        cpuMs,
        workingSetBytes: WorkingSetSize,
      },
    ];
  });
}

/** Milliseconds from 1601, where a FILETIME begins, to 1970. */
const FILETIME_EPOCH_MS = 11_644_473_600_000;

/** A FILETIME (100 ns units since 1601) as milliseconds since 1970. */
export function fileTimeToEpochMs(fileTime: string): number {
  return Number(BigInt(fileTime) / 10_000n) - FILETIME_EPOCH_MS;
}

/**
 * Windows never gives an orphan a new parent, so a parent's pid may by now belong to a stranger. A child older than its "parent" shows that:
 * its link is cut.
 */
export function withoutFalseParents<Entry extends ProcessEntry>(processes: readonly Entry[]): Entry[] {
  const startTimes = new Map(processes.map((entry) => [entry.pid, BigInt(entry.startTime)]));
  return processes.map((entry) => {
    const parentStart = startTimes.get(entry.parentPid);
    return parentStart !== undefined && parentStart > BigInt(entry.startTime) ? { ...entry, parentPid: 0 } : entry;
  });
}

export async function readWindowsProcesses(): Promise<readonly ProcessEntry[]> {
  return withoutFalseParents(parseWindowsProcesses(await readCommandOutput('powershell.exe', windowsQueryArgs()))).map(
    ({ pid, parentPid, groupId, startTime }) => ({ pid, parentPid, groupId, startTime }),
  );
}

export async function readWindowsUsage(pids: readonly number[]): Promise<readonly ProcessUsage[]> {
  if (pids.length === 0) return [];
  const filter = pids.map((pid) => `ProcessId=${pid}`).join(' OR ');
  const output = await readCommandOutput('powershell.exe', windowsQueryArgs(filter));
  return parseWindowsProcesses(output).map(({ pid, name, cpuMs, workingSetBytes, startTime }) => ({
    pid,
    name,
    cpuMs,
    startedAtMs: fileTimeToEpochMs(startTime),
    memoryBytes: workingSetBytes,
    memoryKind: 'resident' as const,
  }));
}
