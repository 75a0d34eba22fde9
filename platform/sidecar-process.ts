/**
 * ONE supervised child that speaks JSON lines over stdio: started, made ready, asked, watched and ended with its whole tree.
 *
 * An object is one process and is used once: after its end make a new one. When to do that is a restart policy's decision
 * (restart-policy.ts), not this file's.
 */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { MAX_LINE_BYTES } from '#protocol/bridge.ts';
import { AppError } from '#protocol/errors.ts';
import { monotonicClock, settlesWithin } from './clock.ts';
import { createDeadline } from './deadline.ts';
import { createFrameQueue, type FrameQueue } from './frame-queue.ts';
import { createJsonLinesReader, encodeJsonLine } from './json-lines.ts';
import { silentLog } from './log.ts';
import { createOutputTail } from './output-tail.ts';
import { OWNER_VARIABLE } from './process-table.ts';
import { createProcessFamily, type ProcessFamily } from './process-tree.ts';
import { createRequestTable } from './request-table.ts';
import type {
  ExitFacts,
  RequestOptions,
  SidecarOptions,
  SidecarProcess,
  SidecarRequest,
  SidecarState,
  StopReason,
} from './sidecar-contract.ts';
import { closedError, exitedError, spawnFailedError, startFailedError, startTimedOutError } from './sidecar-errors.ts';
import { createSidecarInput } from './sidecar-input.ts';

export type * from './sidecar-contract.ts';

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

const DEFAULT_DEADLINES = { startMs: 30_000, progressMs: 120_000 };
const DEFAULT_STOP_LADDER = { endStdinMs: 1000, termMs: 1000 };
const DEFAULT_MAX_QUEUED_BYTES = 2 * MAX_LINE_BYTES;

/** What is shown with a failure: some forty lines. */
const STDERR_TAIL_BYTES = 4096;

/**
 * After the exit the pipe may still hold the last frames, and is then at its end within a millisecond. Only a grandchild that inherited
 * it keeps it open longer, and nobody waits for that one.
 */
const DRAIN_AFTER_EXIT_MS = 50;

/** A child whose pipe broke is most often about to exit, which says more than a broken pipe. */
const EXIT_AFTER_BROKEN_PIPE_MS = 250;

/** Makes the object; nothing runs before `start`. */
export function createSidecarProcess<Event, Final, Ready = undefined>(
  options: SidecarOptions<Event, Final, Ready>,
): SidecarProcess<Event, Final, Ready> {
  const { label, watcher, clock = monotonicClock } = options;
  const log = (options.log ?? silentLog).child({ child: label });
  const deadlines = { ...DEFAULT_DEADLINES, ...options.deadlines };
  const stopLadder = { ...DEFAULT_STOP_LADDER, ...options.stopLadder };
  const maxLineBytes = options.maxLineBytes ?? MAX_LINE_BYTES;

  const stderr = createOutputTail(STDERR_TAIL_BYTES);
  const requests = createRequestTable<Event, Final>({ clock, log, onSizeChange: showWork });
  const input = createSidecarInput<Event, Final>({ parse: options.parse, requests, log });
  const stateListeners = new Set<(state: SidecarState) => void>();
  const exited = Promise.withResolvers<ExitFacts | null>();

  let state: SidecarState = 'stopped';
  let child: Child | undefined;
  let family: ProcessFamily | undefined;
  let queue: FrameQueue | undefined;
  let exit: ExitFacts | null = null;
  let spawnedAt = 0;
  let hasStartFailed = false;
  let stopReason: StopReason | undefined;
  let started: Promise<Ready> | undefined;
  let stopped: Promise<ExitFacts | null> | undefined;
  let familyEnded: Promise<void> | undefined;
  let forgetChild = () => {};

  function setState(next: SidecarState): void {
    if (next === state) return;
    state = next;
    for (const listener of stateListeners) listener(next);
  }

  function showWork(): void {
    if (state === 'ready' && requests.size > 0) setState('working');
    else if (state === 'working' && requests.size === 0) setState('ready');
  }

  const notRunning = () => closedError(label, stopReason);

  // ---- start -------------------------------------------------------------------------------------------------------

  function start(): Promise<Ready> {
    started ??= runStart();
    return started;
  }

  async function runStart(): Promise<Ready> {
    if (stopReason) throw notRunning();
    setState('starting');
    const hasTimedOut = Promise.withResolvers<never>();
    const deadline = createDeadline({
      ms: deadlines.startMs,
      clock,
      onExpire: () => hasTimedOut.reject(startTimedOutError(label, deadlines.startMs, stderr.text())),
    });
    try {
      const ready = await Promise.race([becomeReady(), failsOnExit(), hasTimedOut.promise]);
      if (stopReason) throw notRunning();
      setState('ready');
      log.info('ready', { pid: child?.pid, startMs: Math.round(clock.now() - spawnedAt) });
      return ready;
    } catch (cause) {
      const error = startFailedError(label, cause);
      hasStartFailed = stopReason === undefined;
      log.warn('start failed', { error, stderr: stderr.text() });
      if (child?.pid === undefined) neverRan();
      else void stop(error.code === 'timed-out' ? 'timed-out' : 'asked');
      throw error;
    } finally {
      deadline.clear();
    }
  }

  async function becomeReady(): Promise<Ready> {
    await spawnChild();
    return (await options.handshake?.((frame, how) => exchange(frame, how))) as Ready;
  }

  async function failsOnExit(): Promise<never> {
    const facts = await exited.promise;
    throw stopReason ? notRunning() : exitedError(label, facts);
  }

  function spawnChild(): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const marker = watcher?.markerFor(label) ?? {};
    spawnedAt = clock.now();
    const spawned = spawn(options.command, [...options.args], {
      cwd: options.cwd,
      env: { ...options.env, ...marker },
      stdio: ['pipe', 'pipe', 'pipe'],
      // The leader of a group of its own: one signal reaches what it starts, and a Ctrl+C in our terminal does not reach it.
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
    child = spawned;
    spawned.on('error', (cause) => {
      // Also emitted when a signal could not be sent, long after the start.
      if (spawned.pid === undefined) reject(spawnFailedError(options, cause));
      else log.warn('child process error', { error: cause });
    });
    if (spawned.pid === undefined) return promise;
    family = createProcessFamily({ pid: spawned.pid, isGroupLeader: process.platform !== 'win32', owner: marker[OWNER_VARIABLE], clock });
    forgetChild = watcher?.add({ pid: spawned.pid, label, stop }) ?? forgetChild;
    listen(spawned);
    spawned.once('spawn', resolve);
    return promise;
  }

  function neverRan(): void {
    setState('failed');
    exited.resolve(null);
  }

  // ---- what the child says -----------------------------------------------------------------------------------------

  function listen(spawned: Child): void {
    const reader = createJsonLinesReader({ maxLineBytes, onLine: input.takeValue, onProblem: input.takeProblem });
    queue = createFrameQueue(spawned.stdin, options.maxQueuedBytes ?? DEFAULT_MAX_QUEUED_BYTES);
    spawned.stdout.on('data', (chunk: Buffer) => reader.push(chunk));
    spawned.stdout.once('end', () => {
      reader.end();
      void pipeBroke('stdout');
    });
    spawned.stdin.on('error', () => void pipeBroke('stdin'));
    // A broken read is followed by the exit or by the stream's end.
    spawned.stdout.on('error', () => void pipeBroke('stdout'));
    spawned.stderr.on('error', (error) => log.debug('stderr broke', { error }));
    spawned.stderr.on('data', (chunk: Buffer) => {
      stderr.push(chunk);
      if (log.isEnabled('debug')) log.debug('stderr', { text: chunk.toString('utf8') });
    });
    const closed = new Promise<void>((resolve) => spawned.once('close', () => resolve()));
    spawned.once('exit', (code, signal) => void finish(spawned, closed, code, signal));
  }

  /** Nothing can be asked or answered through a broken pipe, so such a child is ended. */
  async function pipeBroke(name: 'stdin' | 'stdout'): Promise<void> {
    if (stopReason || (await settlesWithin(exited.promise, EXIT_AFTER_BROKEN_PIPE_MS, clock)) || stopReason) return;
    log.warn('pipe broke while the process goes on', { pipe: name, stderr: stderr.text() });
    requests.failAll(new AppError({ code: 'closed', message: `The ${label} process closed its ${name}.`, details: stderr.text() }));
    void stop('replaced');
  }

  // ---- the end -----------------------------------------------------------------------------------------------------

  async function finish(ended: Child, closed: Promise<void>, code: number | null, signal: NodeJS.Signals | null): Promise<void> {
    const uptimeMs = clock.now() - spawnedAt;
    ended.stdout.resume();
    await settlesWithin(closed, DRAIN_AFTER_EXIT_MS, clock);
    ended.stdin.destroy();
    ended.stdout.destroy();
    ended.stderr.destroy();
    const asked = stopReason !== undefined;
    exit = {
      code,
      signal,
      asked,
      forced: asked && signal === 'SIGKILL',
      timedOut: stopReason === 'timed-out',
      stderrTail: stderr.text(),
      uptimeMs,
    };
    const error = asked ? notRunning() : exitedError(label, exit);
    queue?.close(error);
    requests.failAll(error);
    const hasFailed = !asked || exit.timedOut || hasStartFailed;
    log[asked ? 'info' : 'warn']('exited', { ...exit, pid: ended.pid, reason: stopReason, counters: input.counters });
    setState(hasFailed ? 'failed' : 'stopped');
    exited.resolve(exit);
    if (!asked) void endFamily();
  }

  /** The child if it still runs, and whoever it left behind. The watcher goes on watching until all are gone. */
  function endFamily(): Promise<void> {
    familyEnded ??= (async () => {
      try {
        await family?.end(stopLadder.termMs);
      } catch (error) {
        // The system's process list could not be read; the child itself is still reached by its pid.
        log.error('process tree could not be ended', { error });
        child?.kill('SIGKILL');
      }
      forgetChild();
    })();
    return familyEnded;
  }

  function stop(reason: StopReason): Promise<ExitFacts | null> {
    stopped ??= runStop(reason);
    return stopped;
  }

  async function runStop(reason: StopReason): Promise<ExitFacts | null> {
    if (exit) {
      await endFamily();
      return exit;
    }
    stopReason = reason;
    requests.failAll(notRunning());
    queue?.close(notRunning());
    if (child?.pid === undefined) {
      // Never started, or the spawn failed and says so itself.
      if (!started) exited.resolve(null);
      return exited.promise;
    }
    setState('stopping');
    log.info('stopping', { pid: child.pid, reason });
    // Looked at before the first step: one that left the group and whose parent is gone could not be found later on macOS.
    await family?.members().catch(() => undefined);
    child.stdin.end();
    child.stdout.resume();
    await settlesWithin(exited.promise, stopLadder.endStdinMs, clock);
    await endFamily();
    return exited.promise;
  }

  // ---- requests ----------------------------------------------------------------------------------------------------

  async function request(frame: SidecarRequest, how: RequestOptions<Event> = {}): Promise<Final> {
    if (state !== 'ready' && state !== 'working') throw exit && !exit.asked ? exitedError(label, exit) : notRunning();
    return exchange(frame, how);
  }

  async function exchange(frame: SidecarRequest, how: RequestOptions<Event> = {}): Promise<Final> {
    if (!queue) throw notRunning();
    const line = encodeJsonLine(frame, maxLineBytes);
    const answer = requests.open(frame.id, { ...how, progressDeadlineMs: how.progressDeadlineMs ?? deadlines.progressMs });
    try {
      const queued = queue.push(line);
      queued.written.catch(() => {
        // A broken pipe: `pipeBroke` or the exit settles the request, and knows more.
      });
      if (log.isEnabled('debug')) log.debug('frame out', { requestId: frame.id, correlationId: how.correlationId, frame });
      // A line still waiting when its request is over must not reach the child.
      return await answer.finally(queued.withdraw);
    } catch (error) {
      if (error instanceof AppError) requests.fail(frame.id, error);
      return answer;
    }
  }

  async function send(frame: object): Promise<void> {
    if (!queue) throw notRunning();
    await queue.push(encodeJsonLine(frame, maxLineBytes)).written;
  }

  let readingHolds = 0;
  function holdReading(): () => void {
    const releaseDeadlines = requests.holdAllDeadlines();
    readingHolds += 1;
    child?.stdout.pause();
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      readingHolds -= 1;
      if (readingHolds === 0) child?.stdout.resume();
      releaseDeadlines();
    };
  }

  return {
    label,
    start,
    request,
    send,
    holdDeadline: requests.holdDeadline,
    holdReading,
    stop,
    exited: exited.promise,
    get exit() {
      return exit;
    },
    get state() {
      return state;
    },
    onStateChange(listener) {
      stateListeners.add(listener);
      return () => stateListeners.delete(listener);
    },
    get pid() {
      return child?.pid;
    },
    get counters() {
      return { ...input.counters };
    },
    get stderrTail() {
      return stderr.text();
    },
  };
}
