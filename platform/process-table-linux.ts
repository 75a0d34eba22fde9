/** Linux: /proc, read directly; a listing of 300 processes takes a few milliseconds and starts no process of its own. */
import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { ProcessEntry, ProcessUsage } from './process-table.ts';

/** USER_HZ: the unit of times in /proc/PID/stat, 100 on every architecture Electron runs on (proc(5), sysconf(_SC_CLK_TCK)). */
const TICKS_PER_SECOND = 100;

/** The fields of /proc/PID/stat that are used here. */
export interface LinuxStat {
  readonly pid: number;
  readonly name: string;
  /** `Z` and `X` have ended. */
  readonly state: string;
  readonly parentPid: number;
  readonly groupId: number;
  readonly cpuTicks: number;
  /** Ticks from boot to the start of the process. */
  readonly startTicks: string;
}

/** Parses /proc/PID/stat (proc_pid_stat(5)); undefined for anything else. The command name may hold spaces and parentheses. */
export function parseLinuxStat(text: string): LinuxStat | undefined {
  const open = text.indexOf('(');
  const close = text.lastIndexOf(')');
  if (open === -1 || close < open) return undefined;
  const fields = text
    .slice(close + 2)
    .trim()
    .split(' ');
  const [state, parentPid, groupId] = fields;
  const startTicks = fields[19];
  if (state === undefined || parentPid === undefined || groupId === undefined || startTicks === undefined) return undefined;
  return {
    pid: Number.parseInt(text.slice(0, open), 10),
    name: text.slice(open + 1, close),
    state,
    parentPid: Number(parentPid),
    groupId: Number(groupId),
    cpuTicks: Number(fields[11]) + Number(fields[12]),
    startTicks,
  };
}

/** Bytes of a `Name:   123 kB` line as in /proc/PID/smaps_rollup and /proc/PID/status; undefined where it is missing. */
export function parseKilobyteLine(text: string, name: string): number | undefined {
  const match = new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text);
  return match ? Number(match[1]) * 1024 : undefined;
}

/** The value of a variable in the NUL-separated text of /proc/PID/environ. */
export function parseEnvironment(text: string, variable: string): string | undefined {
  const start = `${variable}=`;
  return text
    .split('\0')
    .find((entry) => entry.startsWith(start))
    ?.slice(start.length);
}

/**
 * The epoch time of a start given in ticks since boot. By way of the uptime (/proc/uptime, seconds to two places), whose clock the ticks
 * count: the boot time in /proc/stat is whole seconds only.
 */
export function linuxStartMs(startTicks: string, uptime: string, nowMs: number): number {
  const uptimeMs = Number.parseFloat(uptime) * 1000;
  const startMs = (Number(startTicks) / TICKS_PER_SECOND) * 1000;
  return Number.isNaN(uptimeMs) ? nowMs : Math.round(nowMs - Math.max(0, uptimeMs - startMs));
}

let bootId: string | undefined;

/** Ticks since boot repeat after a reboot; with the boot's id they don't, and a ledger may outlive a reboot. */
function currentBootId(): string {
  bootId ??= readOrUndefined('/proc/sys/kernel/random/boot_id')?.trim() ?? 'boot';
  return bootId;
}

export async function readLinuxProcesses(): Promise<readonly ProcessEntry[]> {
  const entries: ProcessEntry[] = [];
  for (const pid of listPids()) {
    // Synchronous on purpose: each is a copy out of kernel memory in some 10 us, ten times less than a trip through the thread pool.
    const stat = parseLinuxStat(readOrUndefined(`/proc/${pid}/stat`) ?? '');
    if (!stat || stat.state === 'Z' || stat.state === 'X') continue;
    const { parentPid, groupId, startTicks } = stat;
    entries.push({ pid: stat.pid, parentPid, groupId, startTime: `${currentBootId()}:${startTicks}` });
  }
  return entries;
}

export async function readLinuxOwners(variable: string): Promise<ReadonlyMap<number, string>> {
  const owners = new Map<number, string>();
  for (const pid of listPids()) {
    const owner = parseEnvironment(readOrUndefined(`/proc/${pid}/environ`) ?? '', variable);
    if (owner !== undefined) owners.set(Number(pid), owner);
  }
  return owners;
}

export async function readLinuxUsage(pids: readonly number[]): Promise<readonly ProcessUsage[]> {
  const usages = await Promise.all(pids.map(readUsageOf));
  return usages.filter((usage) => usage !== undefined);
}

async function readUsageOf(pid: number): Promise<ProcessUsage | undefined> {
  const stat = parseLinuxStat(readOrUndefined(`/proc/${pid}/stat`) ?? '');
  if (!stat) return undefined;
  const { name } = stat;
  const cpuMs = (stat.cpuTicks / TICKS_PER_SECOND) * 1000;
  const startedAtMs = linuxStartMs(stat.startTicks, readOrUndefined('/proc/uptime') ?? '', Date.now());
  // In the thread pool: the kernel walks all mappings for PSS, milliseconds for a large process.
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
  const sharedBytes = parseKilobyteLine(rollup, 'Pss');
  if (sharedBytes !== undefined) return { pid, name, cpuMs, startedAtMs, memoryBytes: sharedBytes, memoryKind: 'shared' };
  // Chromium's sandboxed processes hide their mappings, and an old kernel has no rollup.
  const memoryBytes = parseKilobyteLine(readOrUndefined(`/proc/${pid}/status`) ?? '', 'VmRSS') ?? 0;
  return { pid, name, cpuMs, startedAtMs, memoryBytes, memoryKind: 'resident' };
}

function listPids(): string[] {
  return readdirSync('/proc').filter((name) => name >= '0' && name <= '9\uffff');
}

function readOrUndefined(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // It ended between the listing and now, or belongs to another user: either way it is none of ours.
    return undefined;
  }
}
