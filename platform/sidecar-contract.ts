/** The contract of a supervised child; sidecar-process.ts keeps it. Import it from there. */
import type { Clock } from './clock.ts';
import type { Log } from './log.ts';

export type RequestId = string | number;

/**
 * A frame of the child as the client's `parse` understood it. An event belongs to a request that goes on; a final frame ends
 * it. A final frame without an id is taken to be about the one open request when there is exactly one, else it is stray.
 */
export type SidecarFrame<Event, Final> =
  | { readonly kind: 'event'; readonly id: RequestId; readonly event: Event }
  | { readonly kind: 'final'; readonly id: RequestId | null; readonly final: Final };

/** `stopped` before the start and after an asked-for end; `failed` after any other end. `working`: at least one request is open. */
export type SidecarState = 'stopped' | 'starting' | 'ready' | 'working' | 'stopping' | 'failed';

/** Why somebody ends a child; told in the log and in the error of requests that were open. */
export type StopReason = 'quit' | 'idle' | 'asked' | 'timed-out' | 'replaced';

/** How a child ended. */
export interface ExitFacts {
  /** Null when a signal ended it, or when it never ran. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** We asked for the end; false means it went by itself: a crash, whatever its exit code. */
  readonly asked: boolean;
  /** It had to be killed: it ended neither at the end of its stdin nor on SIGTERM. */
  readonly forced: boolean;
  /** It was ended because it did not get ready, or because of `stop('timed-out')`. */
  readonly timedOut: boolean;
  /** The last lines of stderr, at most a few kilobytes: for the person who wants to know why. */
  readonly stderrTail: string;
  /** Milliseconds from spawn to exit. */
  readonly uptimeMs: number;
}

/** What arrived that belongs to nothing; each is logged too (a flood of them only now and then). */
export interface SidecarCounters {
  /** Lines that are no JSON, or JSON that is no frame of the protocol: mostly something a library printed. */
  readonly strayLines: number;
  /** Frames for an id nobody asked with. */
  readonly unknownIds: number;
  /** Frames for a request that had already ended: a second final frame, or the answer after a cancellation. */
  readonly repeatedIds: number;
  /** Lines above the cap. */
  readonly tooLargeLines: number;
}

export interface SidecarDeadlines {
  /** From spawn until the handshake is done. Default 30 000. */
  readonly startMs: number;
  /** A request that sees neither an event nor its final frame for this long is `timed-out`. Default 120 000. */
  readonly progressMs: number;
}

/** How long each step of an orderly end may take before the next one. */
export interface StopLadder {
  /** After stdin was ended. Default 1 000. */
  readonly endStdinMs: number;
  /** After SIGTERM to the whole tree; then SIGKILL. Default 1 000. */
  readonly termMs: number;
}

export interface RequestOptions<Event> {
  /**
   * Called in order, never after the request has settled. Must not throw; what it returns is ignored.
   * A consumer that falls behind calls `holdReading`.
   */
  onEvent?(event: Event): void;
  /** Aborting settles the request with `cancelled` at once; telling the child is the client's part (it knows the frame for it). */
  signal?: AbortSignal | undefined;
  /** What this request is a part of, e.g. a turn: stands in every line of the log about it, whichever process it is about. */
  correlationId?: string | undefined;
  /** Instead of `deadlines.progressMs`, for this request. */
  progressDeadlineMs?: number | undefined;
}

/** Sends a request and waits for its final frame. */
export type Exchange<Event, Final> = (frame: SidecarRequest, options?: RequestOptions<Event>) => Promise<Final>;

/** Any frame with an id of its own; ids are chosen by the client and are unique within the child's life. */
export interface SidecarRequest {
  readonly id: RequestId;
  readonly [field: string]: unknown;
}

/** Is told of every child for as long as it lives; see child-registry.ts. */
export interface ChildWatcher {
  /** Environment that marks the child and everything it starts as ours. */
  markerFor(label: string): Record<string, string>;
  /** Called right after spawn; the result is called when the child and its tree are gone. */
  add(child: { pid: number; label: string; stop: (reason: StopReason) => Promise<unknown> }): () => void;
}

export interface SidecarOptions<Event, Final, Ready = undefined> {
  /** Names the child in the log, the ledger and the Processes view, e.g. `gemini 4f2a`. */
  readonly label: string;
  readonly command: string;
  readonly args: readonly string[];
  /** The whole environment: nothing is inherited beside it. See `childEnvironment`. */
  readonly env: Readonly<Record<string, string>>;
  readonly cwd?: string | undefined;
  /** Reads one JSON value as a frame; throws (a zod error, say) for what is none. The only place that trusts the child's words. */
  parse(value: unknown): SidecarFrame<Event, Final>;
  /** What must happen before requests are taken; the child is ready when this is fulfilled. None: ready once spawned. */
  handshake?(exchange: Exchange<Event, Final>): Promise<Ready>;
  readonly deadlines?: Partial<SidecarDeadlines>;
  readonly stopLadder?: Partial<StopLadder>;
  /** Both ways. Default 8 MiB. */
  readonly maxLineBytes?: number;
  /** Frames waiting for a child that does not read; above it a request is refused with `busy`. Default 16 MiB. */
  readonly maxQueuedBytes?: number;
  readonly watcher?: ChildWatcher | undefined;
  readonly clock?: Clock;
  readonly log?: Log;
}

export interface SidecarProcess<Event, Final, Ready = undefined> {
  readonly label: string;
  /**
   * Spawns the child and makes it ready; a second call gives the same promise. Rejects with `AppError`: `start-failed` (could not be
   * spawned, or the handshake was refused), `exited`, `timed-out`, `closed` (stopped meanwhile); the child is then gone or going.
   */
  start(): Promise<Ready>;
  /**
   * Sends a request once `start` is fulfilled. Settles exactly once: with the final frame (which may itself be an error of the
   * protocol), or with `AppError`: `exited`, `closed`, `timed-out`, `too-large`, `invalid-message`, `cancelled`, `busy`, `conflict`
   * (the id is in use), `invalid-request`. A timed-out child is left running: the client decides.
   */
  request: Exchange<Event, Final>;
  /** Writes a frame that has no answer; fulfilled when the child's pipe has taken it. Rejects like `request`. */
  send(frame: object): Promise<void>;
  /** Stands a request's deadline still, e.g. while a person thinks about an approval, until the result is called. */
  holdDeadline(id: RequestId): () => void;
  /** Stops reading from the child until the result is called; its pipe fills and it waits. Deadlines stand still meanwhile. */
  holdReading(): () => void;
  /**
   * Ends the child and its tree: ends stdin, waits, SIGTERM, waits, SIGKILL. Open requests are settled with `closed` at once. Fulfilled
   * when it is gone, never rejects; a second call gives the same promise.
   */
  stop(reason: StopReason): Promise<ExitFacts | null>;
  /** Fulfilled when the process has ended, however that came about; null if it never ran. */
  readonly exited: Promise<ExitFacts | null>;
  readonly exit: ExitFacts | null;
  readonly state: SidecarState;
  /** Returns the way to stop listening. */
  onStateChange(listener: (state: SidecarState) => void): () => void;
  /** Undefined before the start. */
  readonly pid: number | undefined;
  readonly counters: SidecarCounters;
  /** What the child last wrote to stderr. */
  readonly stderrTail: string;
}
