/** macOS: `ps`, since there is no /proc. */
import { readCommandOutput } from './command-output.ts';
import type { ProcessEntry, ProcessUsage } from './process-table.ts';

const COLUMNS = 'pid=,ppid=,pgid=,stat=,rss=,time=,lstart=,ucomm=';

export interface MacProcess extends ProcessEntry {
  readonly name: string;
  readonly cpuMs: number;
  readonly residentBytes: number;
}

/** Parses the output of `ps -axo pid=,ppid=,pgid=,stat=,rss=,time=,lstart=,ucomm=` under the C locale; zombies and other lines are left out. */
export function parseMacProcesses(output: string): MacProcess[] {
  const processes: MacProcess[] = [];
  for (const line of output.split('\n')) {
    const match = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s+(\d+)\s+(\S+)\s+(\S+\s+\S+\s+\d+\s+\S+\s+\d{4})\s*(.*?)\s*$/.exec(line);
    if (!match) continue;
    const [, pid, parentPid, groupId, state = '', residentKilobytes, time = '', startTime = '', name = ''] = match;
    if (state.startsWith('Z')) continue;
    processes.push({
      pid: Number(pid),
      parentPid: Number(parentPid),
      groupId: Number(groupId),
      startTime: startTime.replace(/\s+/g, ' '),
      name,
      cpuMs: parseCpuTime(time),
      residentBytes: Number(residentKilobytes) * 1024,
    });
  }
  return processes;
}

/** `[[days-]hours:]minutes:seconds[.hundredths]` in milliseconds. */
export function parseCpuTime(text: string): number {
  const [clock = '', days = '0'] = text.split('-').reverse();
  const seconds = clock.split(':').reduce((total, part) => total * 60 + Number(part), 0);
  return Math.round((Number(days) * 86_400 + seconds) * 1000);
}

export async function readMacProcesses(): Promise<readonly ProcessEntry[]> {
  const output = await readCommandOutput('/bin/ps', ['-axo', COLUMNS], { LC_ALL: 'C' });
  return parseMacProcesses(output).map(({ pid, parentPid, groupId, startTime }) => ({ pid, parentPid, groupId, startTime }));
}

export async function readMacUsage(pids: readonly number[]): Promise<readonly ProcessUsage[]> {
  if (pids.length === 0) return [];
  const output = await readCommandOutput('/bin/ps', ['-o', COLUMNS, '-p', pids.join(',')], { LC_ALL: 'C' });
  return parseMacProcesses(output).map(({ pid, name, cpuMs, residentBytes, startTime }) => ({
    pid,
    name,
    cpuMs,
    // `lstart` is the system's local time, in a form that Date reads: Sat Nov 21 10:00:00 2026.
    startedAtMs: Date.parse(startTime),
    memoryBytes: residentBytes,
    memoryKind: 'resident' as const,
  }));
}
