/** Tells the guard process which process groups to end when this process is gone. One guard serves the whole app. */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Writable } from 'node:stream';
import { offlineEnvironment } from './child-environment.ts';
import { type Clock, monotonicClock, settlesWithin } from './clock.ts';
import { guardCommand } from './guard-script.ts';
import { type Log, silentLog } from './log.ts';

export interface Guard {
  /** Starts the guard process, if it does not stand yet. */
  stand(): void;
  /** A group (on Windows a process) to end when we die. */
  add(groupId: number): void;
  /** It has ended: its number may soon belong to a stranger. */
  remove(groupId: number): void;
  /** Lets the guard go; it first ends whatever was not removed. Fulfilled when it is gone. */
  close(): Promise<void>;
  readonly pid: number | undefined;
}

/** A guard that dies at once every time (no shell, say) must not become a loop. */
const RESTART_DELAY_MS = 1000;

/** The guard needs half a second for groups that ignore SIGTERM, and longer on a busy machine. */
const CLOSE_DEADLINE_MS = 2000;

type GuardProcess = ChildProcessByStdio<Writable, null, null>;

/**
 * The guard process starts with the first group it is told of, or when asked to stand: starting a process holds up ours, and nothing is to
 * be guarded before. One that dies is replaced and told everything again.
 */
export function createGuard(options: { instanceId: string; log?: Log; clock?: Clock }): Guard {
  const { instanceId, log = silentLog, clock = monotonicClock } = options;
  const { command, args } = guardCommand(instanceId);
  const groups = new Set<number>();
  let current: GuardProcess | undefined;
  let isClosed = false;
  let cancelRestart = () => {};

  function tell(line: string): void {
    current?.stdin.write(`${line}\n`);
  }

  function startGuard(): void {
    const guard = spawn(command, [...args], {
      env: offlineEnvironment(),
      stdio: ['pipe', 'ignore', 'ignore'],
      // In a session of its own: what is sent to our group or terminal does not reach it.
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
    current = guard;
    // It must not keep a finished program alive.
    guard.unref();
    guard.stdin.on('error', () => {
      // The guard died; its exit, just below, brings the next one.
    });
    guard.once('error', (error) => replace(guard, { error }));
    guard.once('exit', (code, signal) => replace(guard, { code, signal }));
    for (const group of groups) tell(`add ${group}`);
  }

  function replace(ended: GuardProcess, why: Record<string, unknown>): void {
    if (current !== ended) return;
    current = undefined;
    if (isClosed) return;
    log.warn('guard ended, starting another', why);
    cancelRestart = clock.setTimer(startGuard, RESTART_DELAY_MS);
  }

  let hasStood = false;
  const stand = () => {
    if (hasStood || isClosed) return;
    hasStood = true;
    startGuard();
  };
  return {
    stand,
    add(groupId) {
      stand();
      groups.add(groupId);
      tell(`add ${groupId}`);
    },
    remove(groupId) {
      groups.delete(groupId);
      tell(`del ${groupId}`);
    },
    async close() {
      isClosed = true;
      cancelRestart();
      const guard = current;
      if (!guard || guard.exitCode !== null || guard.signalCode !== null) return;
      guard.ref();
      const gone = new Promise<void>((resolve) => guard.once('exit', () => resolve()));
      guard.stdin.end();
      if (!(await settlesWithin(gone, CLOSE_DEADLINE_MS, clock))) log.warn('guard still ends processes', { pid: guard.pid });
      guard.unref();
    },
    get pid() {
      return current?.pid;
    },
  };
}
