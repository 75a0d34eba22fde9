/** A child with everything it started, and the way to end all of it. */
import { type Clock, monotonicClock } from './clock.ts';
import { type ProcessEntry, type ProcessTable, type ProcessUsage, processTable } from './process-table.ts';

/** All processes started by `pid`, directly or not, nearest first; the process itself is not among them. */
export function descendantsOf(entries: readonly ProcessEntry[], pid: number): ProcessEntry[] {
  const childrenOf = new Map<number, ProcessEntry[]>();
  for (const entry of entries) {
    const siblings = childrenOf.get(entry.parentPid);
    if (siblings) siblings.push(entry);
    else childrenOf.set(entry.parentPid, [entry]);
  }
  const found: ProcessEntry[] = [];
  const seen = new Set([pid]);
  const next = [pid];
  for (let parent = next.shift(); parent !== undefined; parent = next.shift()) {
    for (const child of childrenOf.get(parent) ?? []) {
      if (seen.has(child.pid)) continue;
      seen.add(child.pid);
      found.push(child);
      next.push(child.pid);
    }
  }
  return found;
}

/** The same, read from the system now. */
export async function descendants(pid: number, table: ProcessTable = processTable): Promise<ProcessEntry[]> {
  return descendantsOf(await table.list(), pid);
}

/** The text that, with the pid, names a living process for good; undefined when there is none. */
export async function startTimeOf(pid: number, table: ProcessTable = processTable): Promise<string | undefined> {
  return (await table.list()).find((entry) => entry.pid === pid)?.startTime;
}

/** CPU and memory of these processes; those that have ended are left out. */
export function usageOf(pids: readonly number[], table: ProcessTable = processTable): Promise<readonly ProcessUsage[]> {
  return table.usage(pids);
}

export interface FamilyOptions {
  readonly pid: number;
  /** True for a child spawned `detached` on POSIX: its pid is then the id of its group, whoever of the group still lives. */
  readonly isGroupLeader: boolean;
  /** The value of the owner mark that only this child and its descendants carry. */
  readonly owner?: string | undefined;
  readonly table?: ProcessTable;
  readonly clock?: Clock;
}

/** A process and its descendants, followed over time: a member stays one when its parent dies or it moves to another group or session. */
export interface ProcessFamily {
  /** The living members. Looks anew, and remembers them. */
  members(): Promise<readonly ProcessEntry[]>;
  /** Signals every living member; gives how many there were. */
  signal(signal: NodeJS.Signals): Promise<number>;
  /** SIGTERM to all, up to `termMs` for them to go, then SIGKILL until none is left. Gives true when SIGKILL was needed. */
  end(termMs: number): Promise<boolean>;
}

/** No event tells when somebody else's child ends, so it has to be looked for. */
const POLL_MS = 20;

/** Members that fork while they are killed need another round; one that cannot be killed (in the kernel, or not ours) must not hold us for ever. */
const KILL_ROUNDS = 50;

export function createProcessFamily(options: FamilyOptions): ProcessFamily {
  const { pid, isGroupLeader, owner, table = processTable, clock = monotonicClock } = options;
  /** Everyone ever seen, by pid, with the start time that tells them from a stranger who got the pid later. */
  const known = new Map<number, string>();

  async function members(): Promise<readonly ProcessEntry[]> {
    const [entries, owners] = await Promise.all([table.list(), owner === undefined ? undefined : table.owners()]);
    const found = familyIn(entries, {
      pid,
      isGroupLeader,
      known,
      isMarked: (entry) => owner !== undefined && owners?.get(entry.pid) === owner,
    });
    for (const member of found) known.set(member.pid, member.startTime);
    return found;
  }

  async function signal(name: NodeJS.Signals): Promise<number> {
    const living = await members();
    for (const member of living) sendSignal(member.pid, name);
    return living.length;
  }

  async function end(termMs: number): Promise<boolean> {
    if ((await signal('SIGTERM')) === 0) return false;
    // A stopped process (SIGSTOP, a debugger) would not see the SIGTERM before it goes on.
    await signal('SIGCONT');
    const deadline = clock.now() + termMs;
    while (clock.now() < deadline) {
      if ((await members()).length === 0) return false;
      await pause(clock, POLL_MS);
    }
    for (let round = 0; round < KILL_ROUNDS && (await signal('SIGKILL')) > 0; round += 1) await pause(clock, POLL_MS);
    return true;
  }

  return { members, signal, end };
}

/**
 * Who of these belongs to the family: the process itself, its group, those who carry its mark, those known from before, and all their
 * descendants. The root counts only by `known` once it was seen, so that a stranger with its old pid is never taken for it.
 */
export function familyIn(
  entries: readonly ProcessEntry[],
  family: { pid: number; isGroupLeader: boolean; known: ReadonlyMap<number, string>; isMarked: (entry: ProcessEntry) => boolean },
): ProcessEntry[] {
  const { pid, isGroupLeader, known, isMarked } = family;
  const isMember = (entry: ProcessEntry) => {
    if (entry.pid <= 1 || entry.pid === process.pid) return false;
    if (known.has(entry.pid)) return known.get(entry.pid) === entry.startTime;
    return entry.pid === pid || (isGroupLeader && entry.groupId === pid) || isMarked(entry);
  };
  const found = new Map<number, ProcessEntry>();
  for (const entry of entries) {
    if (!isMember(entry)) continue;
    found.set(entry.pid, entry);
    for (const descendant of descendantsOf(entries, entry.pid)) found.set(descendant.pid, descendant);
  }
  // Windows keeps naming a dead parent, so its children are still found by it.
  if (known.has(pid) && !found.has(pid)) {
    for (const entry of entries) if (entry.parentPid === pid && !entries.some((other) => other.pid === pid)) found.set(entry.pid, entry);
  }
  return [...found.values()];
}

/** Sends a signal; on Windows, where there are none, any signal ends the process at once. False when it was already gone. */
export function sendSignal(pid: number, signal: NodeJS.Signals): boolean {
  if (process.platform === 'win32' && (signal === 'SIGCONT' || signal === 'SIGSTOP')) return false;
  try {
    return process.kill(pid, signal);
  } catch {
    // ESRCH: it ended by itself in between. EPERM: it changed its user and is beyond our reach.
    return false;
  }
}

function pause(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => clock.setTimer(resolve, ms));
}
