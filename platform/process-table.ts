/** What the operating system says about running processes: one interface, three systems. */
import { readLinuxOwners, readLinuxProcesses, readLinuxUsage } from './process-table-linux.ts';
import { readMacProcesses, readMacUsage } from './process-table-macos.ts';
import { readWindowsProcesses, readWindowsUsage } from './process-table-windows.ts';

/** A living process; one that has ended and waits to be reaped by its parent is not listed. */
export interface ProcessEntry {
  readonly pid: number;
  readonly parentPid: number;
  /** The pid of its process group's leader; 0 where the system has no groups. */
  readonly groupId: number;
  /** With the pid, names a process for good: pids are used again. Opaque text, compared for equality only. */
  readonly startTime: string;
}

/** What a process uses. */
export interface ProcessUsage {
  readonly pid: number;
  /** The program's name as the system keeps it, e.g. `bash`; Linux cuts it after 15 characters. No arguments: they may hold a person's words. */
  readonly name: string;
  /** CPU time since its start, in milliseconds, all threads. */
  readonly cpuMs: number;
  /** When it started, in milliseconds since the epoch, for people to read: a clock that was set moves it. To tell processes apart there is `startTime`. */
  readonly startedAtMs: number;
  readonly memoryBytes: number;
  /** `shared`: its fair share of memory (PSS), so that sums are true; `resident`: all it touches (RSS), which counts shared pages again. */
  readonly memoryKind: 'shared' | 'resident';
}

export interface ProcessTable {
  /** All processes that can be seen. Calls made at about the same time share one reading, which starts after the last of them. */
  list(): Promise<readonly ProcessEntry[]>;
  /** Of those asked for that still live. */
  usage(pids: readonly number[]): Promise<readonly ProcessUsage[]>;
  /**
   * The value of the owner mark (`OWNER_VARIABLE`) of every process that carries one. Only Linux lets one see another process's
   * environment; elsewhere empty.
   */
  owners(): Promise<ReadonlyMap<number, string>>;
}

/** Set in every child's environment to `<app instance>:<child>` and inherited by all it starts, even by those that leave its group. */
export const OWNER_VARIABLE = 'AGENT_MANAGER_OWNER';

export function createProcessTable(platform: NodeJS.Platform = process.platform): ProcessTable {
  if (platform === 'win32') return { list: shared(readWindowsProcesses), usage: readWindowsUsage, owners: async () => new Map() };
  if (platform === 'darwin') return { list: shared(readMacProcesses), usage: readMacUsage, owners: async () => new Map() };
  return { list: shared(readLinuxProcesses), usage: readLinuxUsage, owners: shared(() => readLinuxOwners(OWNER_VARIABLE)) };
}

/** The one table of this process. */
export const processTable: ProcessTable = createProcessTable();

/** Twenty agents that end together ask together: they get one answer, read after all of them asked. */
function shared<Value>(read: () => Promise<Value>): () => Promise<Value> {
  let next: Promise<Value> | undefined;
  return () => {
    next ??= new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
      next = undefined;
      return read();
    });
    return next;
  };
}
