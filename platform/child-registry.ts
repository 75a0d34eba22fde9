/** Every child this process runs, known to the guard and the ledger for exactly as long as it lives. */
import { type Clock, monotonicClock, settlesWithin } from './clock.ts';
import type { Guard } from './guard.ts';
import { type Log, silentLog } from './log.ts';
import type { ProcessLedger } from './process-ledger.ts';
import { OWNER_VARIABLE } from './process-table.ts';
import { descendants, sendSignal, startTimeOf } from './process-tree.ts';
import type { ChildWatcher, StopReason } from './sidecar-contract.ts';

export interface RunningChild {
  readonly pid: number;
  readonly label: string;
}

export interface ChildRegistry extends ChildWatcher {
  readonly children: readonly RunningChild[];
  /**
   * Stops all children at once, each by its own ladder; those left at the deadline are killed with their trees without further waiting.
   * No child can be added afterwards: one that starts meanwhile is stopped too. Never rejects.
   */
  stopAll(deadlineMs: number, reason?: StopReason): Promise<void>;
}

export interface ChildRegistryOptions {
  /** Names this run of the app: letters, digits and `-`. */
  readonly instanceId: string;
  readonly guard?: Guard | undefined;
  readonly ledger?: ProcessLedger | undefined;
  readonly clock?: Clock;
  readonly log?: Log;
}

type WatchedChild = RunningChild & { stop: (reason: StopReason) => Promise<unknown> };

export function createChildRegistry(options: ChildRegistryOptions): ChildRegistry {
  const { instanceId, guard, ledger, clock = monotonicClock, log = silentLog } = options;
  const watched = new Set<WatchedChild>();
  const isGroupLeader = process.platform !== 'win32';
  let childCount = 0;
  let isStopping = false;

  function add(child: WatchedChild): () => void {
    watched.add(child);
    guard?.add(child.pid);
    void writeDown(child);
    if (isStopping) queueMicrotask(() => void child.stop('quit'));
    return () => {
      watched.delete(child);
      guard?.remove(child.pid);
      ledger?.ended(child.pid);
    };
  }

  /** Written at once, and again with the start time, which takes a look at the process table. */
  async function writeDown(child: WatchedChild): Promise<void> {
    const entry = { pid: child.pid, startTime: null, isGroupLeader, label: child.label, instanceId };
    ledger?.started(entry);
    const startTime = await startTimeOf(child.pid).catch((error: unknown) => {
      log.warn('start time cannot be read', { error, pid: child.pid });
      return undefined;
    });
    if (startTime !== undefined && watched.has(child)) ledger?.started({ ...entry, startTime });
  }

  async function stopAll(deadlineMs: number, reason: StopReason = 'quit'): Promise<void> {
    isStopping = true;
    const allStopped = Promise.all([...watched].map((child) => child.stop(reason)));
    if (await settlesWithin(allStopped, deadlineMs, clock)) return;
    log.warn('children outlived the deadline', { labels: [...watched].map((child) => child.label) });
    await Promise.all([...watched].map(killNow));
  }

  async function killNow({ pid }: WatchedChild): Promise<void> {
    const tree = await descendants(pid).catch(() => []);
    for (const each of [...tree.map((entry) => entry.pid), pid]) sendSignal(each, 'SIGKILL');
  }

  return {
    markerFor: () => ({ [OWNER_VARIABLE]: `${instanceId}:${++childCount}` }),
    add,
    get children() {
      return [...watched].map(({ pid, label }) => ({ pid, label }));
    },
    stopAll,
  };
}
