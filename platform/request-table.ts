/** The requests a child has not answered yet: each settles exactly once, whatever happens and in whatever order. */
import { AppError } from '#protocol/errors.ts';
import type { Clock } from './clock.ts';
import { createDeadline, type Deadline } from './deadline.ts';
import type { Log } from './log.ts';
import type { RequestId, RequestOptions, SidecarFrame } from './sidecar-contract.ts';

/** What a frame turned out to be about. */
export type FrameOutcome = 'taken' | 'unknown' | 'repeated';

export interface RequestTable<Event, Final> {
  /**
   * Throws `AppError` at once: `conflict` when the id was used before, `cancelled` when the signal is already aborted. The promise rejects with
   * whatever `fail` was given, `timed-out` or `cancelled`.
   */
  open(id: RequestId, options: RequestOptions<Event> & { progressDeadlineMs: number }): Promise<Final>;
  deliver(frame: SidecarFrame<Event, Final>): FrameOutcome;
  /** False when no such request is open. */
  fail(id: RequestId, error: AppError): boolean;
  failAll(error: AppError): void;
  /** What the open request is a part of, for the log. */
  correlationIdOf(id: RequestId): string | undefined;
  /** The id of the open request when there is exactly one. */
  onlyOpenId(): RequestId | undefined;
  holdDeadline(id: RequestId): () => void;
  /** Stands all deadlines still, of requests opened later as well. */
  holdAllDeadlines(): () => void;
  readonly size: number;
}

interface OpenRequest<Event, Final> {
  readonly deadline: Deadline;
  readonly correlationId: string | undefined;
  onEvent?(event: Event): void;
  settle(how: { final: Final } | { error: AppError }): void;
}

/** Ended requests are remembered to tell a late answer from an invented id; a child that lives for weeks must not fill the memory with them. */
const REMEMBERED_ENDED_IDS = 1000;

export function createRequestTable<Event, Final>(options: {
  clock: Clock;
  log: Log;
  onSizeChange: () => void;
}): RequestTable<Event, Final> {
  const { clock, log, onSizeChange } = options;
  const requests = new Map<RequestId, OpenRequest<Event, Final>>();
  const endedIds = new Set<RequestId>();
  const holdsOfAll = new Set<Map<RequestId, () => void>>();

  function open(id: RequestId, request: RequestOptions<Event> & { progressDeadlineMs: number }): Promise<Final> {
    if (requests.has(id) || endedIds.has(id)) {
      throw new AppError({ code: 'conflict', message: 'A request with this id was already sent.', details: String(id) });
    }
    if (request.signal?.aborted) throw cancelledBy(request.signal);
    const { promise, resolve, reject } = Promise.withResolvers<Final>();
    const onAbort = () => fail(id, cancelledBy(request.signal as AbortSignal));
    const deadline = createDeadline({
      ms: request.progressDeadlineMs,
      clock,
      onExpire: () => fail(id, timedOut(request.progressDeadlineMs)),
    });
    for (const holds of holdsOfAll) holds.set(id, deadline.hold());
    request.signal?.addEventListener('abort', onAbort, { once: true });
    requests.set(id, {
      deadline,
      correlationId: request.correlationId,
      ...(request.onEvent && { onEvent: request.onEvent }),
      settle(how) {
        requests.delete(id);
        remember(id);
        deadline.clear();
        for (const holds of holdsOfAll) holds.delete(id);
        request.signal?.removeEventListener('abort', onAbort);
        if ('final' in how) resolve(how.final);
        else reject(how.error);
        onSizeChange();
      },
    });
    onSizeChange();
    return promise;
  }

  function remember(id: RequestId): void {
    endedIds.add(id);
    if (endedIds.size <= REMEMBERED_ENDED_IDS) return;
    const oldest = endedIds.values().next();
    if (!oldest.done) endedIds.delete(oldest.value);
  }

  function deliver(frame: SidecarFrame<Event, Final>): FrameOutcome {
    const id = frame.id ?? onlyOpenId();
    if (id === undefined) return 'unknown';
    const request = requests.get(id);
    if (!request) return endedIds.has(id) ? 'repeated' : 'unknown';
    if (frame.kind === 'final') {
      request.settle({ final: frame.final });
      return 'taken';
    }
    request.deadline.restart();
    try {
      request.onEvent?.(frame.event);
    } catch (error) {
      // A bug of the listener must cost neither the other requests nor the rest of the lines in this chunk.
      log.error('an event listener failed', { requestId: id, error });
    }
    return 'taken';
  }

  function fail(id: RequestId, error: AppError): boolean {
    const request = requests.get(id);
    request?.settle({ error });
    return request !== undefined;
  }

  function onlyOpenId(): RequestId | undefined {
    return requests.size === 1 ? requests.keys().next().value : undefined;
  }

  return {
    open,
    deliver,
    fail,
    failAll(error) {
      for (const id of [...requests.keys()]) fail(id, error);
    },
    correlationIdOf: (id) => requests.get(id)?.correlationId,
    onlyOpenId,
    holdDeadline: (id) => requests.get(id)?.deadline.hold() ?? (() => {}),
    holdAllDeadlines() {
      const holds = new Map([...requests].map(([id, request]) => [id, request.deadline.hold()] as const));
      holdsOfAll.add(holds);
      return () => {
        holdsOfAll.delete(holds);
        for (const release of holds.values()) release();
        holds.clear();
      };
    },
    get size() {
      return requests.size;
    },
  };
}

function cancelledBy(signal: AbortSignal): AppError {
  if (signal.reason instanceof AppError) return signal.reason;
  return new AppError({ code: 'cancelled', message: 'The request was cancelled.' }, { cause: signal.reason });
}

function timedOut(ms: number): AppError {
  return new AppError({ code: 'timed-out', message: `There was no sign of progress for ${Math.round(ms / 100) / 10} s.`, action: 'retry' });
}
