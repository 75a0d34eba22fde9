/**
 * The client of the Python sidecar (`python -m intermap --sidecar`): starts it when needed, asks one thing at a time in order, starts it
 * again when it dies, and falls back to one process per call while it keeps dying.
 */
import { delimiter } from 'node:path';
import { AppError } from '#protocol/errors.ts';
import { INTERMAP_MAX_LINE_BYTES, INTERMAP_PROTOCOL_VERSION, type IntermapProgress } from '#protocol/intermap-frames.ts';
import { anySignal, throwIfAborted, untilAborted } from './abort-signals.ts';
import { offlineEnvironment } from './child-environment.ts';
import { type Clock, monotonicClock, settlesWithin } from './clock.ts';
import { findPython, type PythonCommand } from './find-python.ts';
import { type IntermapFinal, type IntermapResult, parseFrame, parseOneShot, resultOf } from './intermap-answers.ts';
import { type Log, silentLog } from './log.ts';
import { createRestartPolicy, isCrash, type RestartPolicy } from './restart-policy.ts';
import { type ChildWatcher, createSidecarProcess, type SidecarFrame, type SidecarProcess } from './sidecar-process.ts';

export interface RunOptions {
  signal?: AbortSignal | undefined;
  /** What this call is a part of, e.g. an agent's turn; for the log. */
  correlationId?: string | undefined;
  /** Progress of a long index. With it the deadline counts from the last progress, without it from the start. */
  onProgress?(progress: IntermapProgress): void;
}

/** `persistent`: one process answers everything. `one-shot`: it kept crashing, so each call has a process of its own for a while. */
export type PythonBridgeMode = 'persistent' | 'one-shot';

export interface PythonBridgeOptions {
  /** The folder that holds the `intermap` package. */
  readonly packageFolder: string;
  /** The person's choice of Python; undefined: look for one. */
  readonly python?: string | undefined;
  /** Added to the child's environment, e.g. where its cache goes. */
  readonly env?: Readonly<Record<string, string>>;
  /** For the log and the Processes view. Default `code map`. */
  readonly label?: string;
  /** Per request. Default 60 000. */
  readonly deadlineMs?: number;
  /** Ends a process that nobody asked anything for this long; the next call starts one. Default: never. */
  readonly idleStopMs?: number;
  readonly watcher?: ChildWatcher | undefined;
  readonly restartPolicy?: RestartPolicy;
  readonly clock?: Clock;
  readonly log?: Log;
  /** Told when the mode changes, with a sentence for the person. */
  onModeChange?(mode: PythonBridgeMode, message: string): void;
}

export interface PythonBridge {
  /**
   * Runs one command; `project` is null for commands that need none. Rejects with `IntermapFailure` for what the sidecar refused, else with
   * `AppError`: `start-failed` (no Python), `exited` (died on it twice), `timed-out`, `cancelled`, `closed`, `too-large`.
   */
  run(command: string, project: string | null, args?: Readonly<Record<string, unknown>>, options?: RunOptions): Promise<IntermapResult>;
  /** Ends the process within two seconds; open and later calls reject with `closed`. */
  close(): Promise<void>;
  readonly mode: PythonBridgeMode;
  /** Of the persistent process, while there is one. */
  readonly pid: number | undefined;
}

type Sidecar = SidecarProcess<IntermapProgress, IntermapFinal, unknown>;

interface Call {
  readonly command: string;
  readonly project: string | null;
  readonly args: Readonly<Record<string, unknown>>;
  readonly options: RunOptions;
}

const START_DEADLINE_MS = 30_000;

/** Together under the two seconds that `close` may take. */
const STOP_LADDER = { endStdinMs: 800, termMs: 600 };

/** A command looks for a cancellation between two files; one that does not is stuck in something, and its process is replaced. */
const CANCEL_GRACE_MS = 2000;

export function createPythonBridge(options: PythonBridgeOptions): PythonBridge {
  const { label = 'code map', deadlineMs = 60_000, idleStopMs, clock = monotonicClock, onModeChange } = options;
  const log = (options.log ?? silentLog).child({ scope: 'python' });
  const policy = options.restartPolicy ?? createRestartPolicy({ clock });
  const closing = new AbortController();
  const live = new Set<Sidecar>();
  const counted = new WeakSet<Sidecar>();
  let persistent: Sidecar | undefined;
  let python: Promise<PythonCommand> | undefined;
  let mode: PythonBridgeMode = 'persistent';
  let tail: Promise<unknown> = Promise.resolve();
  let waitingCalls = 0;
  let lastId = 0;
  let cancelIdleStop = () => {};

  function run(command: string, project: string | null, args: Call['args'] = {}, runOptions: RunOptions = {}): Promise<IntermapResult> {
    const signal = anySignal(closing.signal, runOptions.signal);
    const call: Call = { command, project, args, options: { ...runOptions, signal } };
    cancelIdleStop();
    waitingCalls += 1;
    const turn = tail.then(() => answer(call)).finally(callEnded);
    // The next call waits for this one's end, not for its success.
    tail = turn.catch(() => undefined);
    return untilAborted(turn, signal);
  }

  function callEnded(): void {
    waitingCalls -= 1;
    if (waitingCalls > 0 || idleStopMs === undefined || closing.signal.aborted) return;
    cancelIdleStop = clock.setTimer(() => {
      const idle = persistent;
      persistent = undefined;
      void idle?.stop('idle');
    }, idleStopMs);
  }

  /** The answer from whatever process the restart policy allows; a call whose process died under it is sent once more. */
  async function answer(call: Call): Promise<IntermapResult> {
    for (let attempt = 1; ; attempt += 1) {
      throwIfAborted(call.options.signal);
      const decision = policy.decide();
      setMode(decision.mode === 'one-shot' ? 'one-shot' : 'persistent');
      try {
        if (decision.mode === 'one-shot') return await answerOnce(call);
        if (!persistent && decision.delayMs > 0) await pause(decision.delayMs, call);
        return await ask(await startedSidecar(), call);
      } catch (error) {
        // `closed`: its pipe broke, and it is being ended for that.
        const hasDied = error instanceof AppError && (error.code === 'exited' || error.code === 'closed');
        if (!hasDied || attempt > 1) throw error;
        log.warn('sidecar died, sending the request again', { command: call.command, error });
      }
    }
  }

  async function startedSidecar(): Promise<Sidecar> {
    if (persistent && (persistent.state === 'ready' || persistent.state === 'working')) return persistent;
    const args = ['-u', '-m', 'intermap', '--sidecar'];
    const sidecar = await makeSidecar(args, parseFrame, async (exchange) => {
      // Its limit is the one of the whole start, which may be slow on a busy machine; that of a call is the caller's business.
      const final = await exchange({ id: 'hello', command: 'ping' }, { progressDeadlineMs: START_DEADLINE_MS });
      const theirs = 'result' in final ? final.result.protocol : undefined;
      if (theirs !== INTERMAP_PROTOCOL_VERSION) {
        throw new AppError({
          code: 'start-failed',
          message: `This sidecar speaks protocol ${String(theirs)}, not ${INTERMAP_PROTOCOL_VERSION}.`,
        });
      }
    });
    persistent = sidecar;
    void sidecar.exited.then(() => noteEnd(sidecar));
    try {
      await sidecar.start();
    } catch (error) {
      await sidecar.exited;
      noteEnd(sidecar);
      throw error;
    }
    return sidecar;
  }

  async function makeSidecar(
    args: readonly string[],
    parse: (value: unknown) => SidecarFrame<IntermapProgress, IntermapFinal>,
    handshake?: (exchange: Sidecar['request']) => Promise<unknown>,
  ): Promise<Sidecar> {
    python ??= findPython(options.python);
    const { command, prefixArgs } = await python.catch((error: unknown) => {
      // Somebody may install it while we run.
      python = undefined;
      throw error;
    });
    if (closing.signal.aborted) throw closedError();
    const sidecar: Sidecar = createSidecarProcess<IntermapProgress, IntermapFinal, unknown>({
      label,
      command,
      args: [...prefixArgs, ...args],
      env: environment(),
      parse,
      ...(handshake && { handshake }),
      deadlines: { startMs: START_DEADLINE_MS, progressMs: deadlineMs },
      stopLadder: STOP_LADDER,
      maxLineBytes: INTERMAP_MAX_LINE_BYTES,
      watcher: options.watcher,
      clock,
      log,
    });
    live.add(sidecar);
    void sidecar.exited.then(() => live.delete(sidecar));
    return sidecar;
  }

  function environment(): Record<string, string> {
    const packagePath = [options.packageFolder, options.env?.PYTHONPATH].filter(Boolean).join(delimiter);
    // Bytecode beside an installed app could not be written, or would break its signature.
    const fixed = { PYTHONPATH: packagePath, PYTHONIOENCODING: 'utf-8', PYTHONDONTWRITEBYTECODE: '1' };
    return offlineEnvironment({ ...options.env, ...fixed });
  }

  /** Counts an end once, whoever hears of it first: the call it cut short or the watch over an idle process. */
  function noteEnd(sidecar: Sidecar): void {
    if (persistent === sidecar) persistent = undefined;
    if (counted.has(sidecar) || !sidecar.exit || !isCrash(sidecar.exit)) return;
    counted.add(sidecar);
    const decision = policy.recordCrash();
    log.warn('sidecar crashed', { exit: sidecar.exit, next: decision });
    if (decision.mode === 'one-shot') setMode('one-shot');
  }

  async function ask(
    sidecar: Sidecar,
    { command, project, args, options: { signal, onProgress, correlationId } }: Call,
  ): Promise<IntermapResult> {
    lastId += 1;
    const id = lastId;
    const frame = { id, command, args, ...(project !== null && { project }), ...(onProgress && { progress: true }) };
    const answered = sidecar.request(frame, { correlationId, ...(onProgress && { onEvent: onProgress }) });
    const onAbort = () => void cancel(sidecar, id, answered);
    signal?.addEventListener('abort', onAbort, { once: true });
    try {
      return resultOf(await answered);
    } catch (error) {
      if (error instanceof AppError && error.code === 'exited') {
        await sidecar.exited;
        noteEnd(sidecar);
      }
      if (error instanceof AppError && error.code === 'timed-out') giveUp(sidecar, 'timed-out');
      throw error;
    } finally {
      signal?.removeEventListener('abort', onAbort);
    }
  }

  /** The caller has its `cancelled` already; this frees the sidecar for the next call. */
  async function cancel(sidecar: Sidecar, id: number, answered: Promise<unknown>): Promise<void> {
    lastId += 1;
    sidecar.request({ id: lastId, cancel: id }, { progressDeadlineMs: CANCEL_GRACE_MS }).catch((error: unknown) => {
      log.debug('cancellation was not answered', { error });
    });
    if (!(await settlesWithin(answered, CANCEL_GRACE_MS, clock))) giveUp(sidecar, 'replaced');
  }

  function giveUp(sidecar: Sidecar, reason: 'timed-out' | 'replaced'): void {
    if (persistent === sidecar) persistent = undefined;
    void sidecar.stop(reason);
  }

  /** `python -m intermap --command …` prints the result itself, in one line, and exits. */
  async function answerOnce({ command, project, args, options: { signal, correlationId } }: Call): Promise<IntermapResult> {
    const where = project === null ? [] : ['--project', project];
    const sidecar = await makeSidecar(
      ['-u', '-m', 'intermap', '--command', command, ...where, '--args', JSON.stringify(args)],
      parseOneShot,
    );
    const onAbort = () => void sidecar.stop('replaced');
    signal?.addEventListener('abort', onAbort, { once: true });
    try {
      await sidecar.start();
      // It reads no stdin; the request only opens the wait for the one line that comes.
      return resultOf(await sidecar.request({ id: 'only' }, { correlationId }));
    } finally {
      signal?.removeEventListener('abort', onAbort);
      void sidecar.stop('idle');
    }
  }

  function setMode(next: PythonBridgeMode): void {
    if (next === mode) return;
    mode = next;
    const message =
      next === 'one-shot'
        ? 'The code map keeps crashing. For now each question starts a process of its own, which is slower.'
        : 'The code map runs in one lasting process again.';
    log[next === 'one-shot' ? 'warn' : 'info']('mode changed', { mode, sentence: message });
    onModeChange?.(mode, message);
  }

  async function pause(ms: number, call: Call): Promise<void> {
    let cancelTimer = () => {};
    const waited = new Promise<void>((resolve) => {
      cancelTimer = clock.setTimer(resolve, ms);
    });
    await untilAborted(waited, call.options.signal).finally(() => cancelTimer());
  }

  return {
    run,
    async close() {
      closing.abort(closedError());
      cancelIdleStop();
      await Promise.all([...live].map((sidecar) => sidecar.stop('quit')));
    },
    get mode() {
      return mode;
    },
    get pid() {
      return persistent?.pid;
    },
  };
}

function closedError(): AppError {
  return new AppError({ code: 'closed', message: 'The code map was closed.' });
}
