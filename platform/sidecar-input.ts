/** What comes out of a child's stdout: given to the request it is about, or counted and logged when it is about none. */
import { AppError } from '#protocol/errors.ts';
import { findRequestId, type LineProblem } from './json-lines.ts';
import type { Log } from './log.ts';
import type { RequestTable } from './request-table.ts';
import type { RequestId, SidecarCounters, SidecarFrame } from './sidecar-contract.ts';

export interface SidecarInput {
  takeValue(value: unknown): void;
  takeProblem(problem: LineProblem): void;
  readonly counters: Readonly<SidecarCounters>;
}

/** Enough of a strange line to recognise who printed it. */
const LOGGED_CHARACTERS = 200;

export function createSidecarInput<Event, Final>(options: {
  parse: (value: unknown) => SidecarFrame<Event, Final>;
  requests: RequestTable<Event, Final>;
  log: Log;
}): SidecarInput {
  const { parse, requests, log } = options;
  const counters = { strayLines: 0, unknownIds: 0, repeatedIds: 0, tooLargeLines: 0 };

  function count(kind: keyof SidecarCounters, message: string, fields: Record<string, unknown>): void {
    counters[kind] += 1;
    const total = counters[kind];
    // A flood is logged at 1, 2, 4, 8, ... lines: a million of them cost twenty lines of log.
    if ((total & (total - 1)) === 0) log.warn(message, { ...fields, total });
  }

  function takeValue(value: unknown): void {
    if (log.isEnabled('debug')) {
      const requestId = idOf(value) ?? requests.onlyOpenId();
      log.debug('frame in', {
        requestId,
        correlationId: requestId === undefined ? undefined : requests.correlationIdOf(requestId),
        frame: value,
      });
    }
    let frame: SidecarFrame<Event, Final>;
    try {
      frame = parse(value);
    } catch (cause) {
      refuse(value, cause);
      return;
    }
    const outcome = requests.deliver(frame);
    if (outcome === 'unknown') count('unknownIds', 'frame for a request nobody made', { requestId: frame.id });
    if (outcome === 'repeated') count('repeatedIds', 'frame for a request that has ended', { requestId: frame.id });
  }

  /** JSON, but no frame. If it names an open request that one would wait for nothing, so it fails. */
  function refuse(value: unknown, cause: unknown): void {
    const id = idOf(value);
    const message = 'The process answered with something that is no message of its protocol.';
    const details = cause instanceof Error ? cause.message : String(cause);
    if (id !== undefined && requests.fail(id, new AppError({ code: 'invalid-message', message, details }, { cause }))) {
      log.warn('invalid frame', { requestId: id, error: cause });
    } else {
      count('strayLines', 'stray line', { line: JSON.stringify(value).slice(0, LOGGED_CHARACTERS) });
    }
  }

  function takeProblem(problem: LineProblem): void {
    const line = problem.start.slice(0, LOGGED_CHARACTERS);
    if (problem.kind === 'too-large') {
      count('tooLargeLines', 'line above the cap', { line, byteLength: problem.byteLength });
      // Such a line is nobody's print-out but an answer; where it hides its id, it belongs to the only request there is.
      const id = findRequestId(problem.start) ?? requests.onlyOpenId();
      const message = 'The answer is too large to be taken.';
      if (id !== undefined) requests.fail(id, new AppError({ code: 'too-large', message, details: `${problem.byteLength} bytes or more` }));
      return;
    }
    count('strayLines', 'stray line', { line, kind: problem.kind });
    // A broken frame, and not a line of text that a library printed.
    if (!problem.start.trimStart().startsWith('{')) return;
    const id = findRequestId(problem.start);
    const message = 'The process sent a broken message.';
    if (id !== undefined) requests.fail(id, new AppError({ code: 'invalid-message', message, details: line }, { cause: problem.cause }));
  }

  return { takeValue, takeProblem, counters };
}

function idOf(value: unknown): RequestId | undefined {
  if (typeof value !== 'object' || value === null || !('id' in value)) return undefined;
  return typeof value.id === 'string' || typeof value.id === 'number' ? value.id : undefined;
}
