/**
 * When to start a crashed child again, and how. Pure: crash times in, decision out.
 *
 * Three crashes within ten seconds mean that the next start will crash too: the client then falls back to one process per call, where
 * a crash costs one call and no more. After a cool-down the persistent process is tried again (a probe); a crash of the probe
 * means another cool-down, twice as long.
 */
import { type Clock, monotonicClock } from './clock.ts';
import type { ExitFacts } from './sidecar-contract.ts';

/**
 * `persistent`: start it after `delayMs`. `one-shot`: one process per call, for another `coolDownMs`. `probe`: start it now, knowing that
 * one crash falls back again.
 */
export type RestartDecision =
  | { readonly mode: 'persistent'; readonly delayMs: number }
  | { readonly mode: 'one-shot'; readonly coolDownMs: number }
  | { readonly mode: 'probe'; readonly delayMs: 0 };

/** One crash. The random part is drawn once per crash, so that asking twice gives one answer. */
export interface Crash {
  /** On the monotonic clock, in milliseconds. */
  readonly atMs: number;
  /** 0 to 1. */
  readonly jitter: number;
}

export interface RestartPolicyNumbers {
  readonly firstBackoffMs: number;
  readonly maxBackoffMs: number;
  /** This many crashes within `crashWindowMs` fall back to one-shot. */
  readonly crashLimit: number;
  readonly crashWindowMs: number;
  /** A crash this long after the one before starts the backoff anew. */
  readonly calmMs: number;
  readonly coolDownMs: number;
  readonly maxCoolDownMs: number;
}

export const RESTART_POLICY_NUMBERS: RestartPolicyNumbers = {
  firstBackoffMs: 100,
  maxBackoffMs: 5000,
  crashLimit: 3,
  crashWindowMs: 10_000,
  calmMs: 60_000,
  coolDownMs: 60_000,
  maxCoolDownMs: 600_000,
};

/** `crashes` in the order they happened. */
export function decideRestart(
  crashes: readonly Crash[],
  nowMs: number,
  numbers: RestartPolicyNumbers = RESTART_POLICY_NUMBERS,
): RestartDecision {
  const fallback = lastFallback(crashes, numbers);
  if (fallback && nowMs < fallback.untilMs) return { mode: 'one-shot', coolDownMs: fallback.untilMs - nowMs };
  if (fallback && nowMs < fallback.probationUntilMs) return { mode: 'probe', delayMs: 0 };
  const last = crashes.at(-1);
  if (!last) return { mode: 'persistent', delayMs: 0 };
  return { mode: 'persistent', delayMs: Math.max(0, last.atMs + backoffMs(crashes, numbers) - nowMs) };
}

interface Fallback {
  /** The end of the cool-down. */
  readonly untilMs: number;
  /** Until then a single crash is a failed probe. */
  readonly probationUntilMs: number;
}

function lastFallback(crashes: readonly Crash[], numbers: RestartPolicyNumbers): Fallback | undefined {
  let fallback: Fallback | undefined;
  let fallbacksInARow = 0;
  let recent: number[] = [];
  for (const { atMs } of crashes) {
    // A one-shot process that crashed in the cool-down says nothing new.
    if (fallback && atMs < fallback.untilMs) continue;
    const isFailedProbe = fallback !== undefined && atMs < fallback.probationUntilMs;
    if (!isFailedProbe) fallbacksInARow = 0;
    recent = [...recent.filter((time) => atMs - time <= numbers.crashWindowMs), atMs];
    if (!isFailedProbe && recent.length < numbers.crashLimit) continue;
    const coolDownMs = Math.min(numbers.maxCoolDownMs, numbers.coolDownMs * 2 ** fallbacksInARow);
    fallbacksInARow += 1;
    recent = [];
    fallback = { untilMs: atMs + coolDownMs, probationUntilMs: atMs + 2 * coolDownMs };
  }
  return fallback;
}

/** Doubles with every crash of a series; the jitter takes away up to half, so that many children do not start at one moment. */
function backoffMs(crashes: readonly Crash[], numbers: RestartPolicyNumbers): number {
  let seriesLength = 0;
  let laterMs = crashes.at(-1)?.atMs ?? 0;
  for (const { atMs } of crashes.toReversed()) {
    if (laterMs - atMs > numbers.calmMs) break;
    seriesLength += 1;
    laterMs = atMs;
  }
  const fullMs = Math.min(numbers.maxBackoffMs, numbers.firstBackoffMs * 2 ** (seriesLength - 1));
  return Math.max(numbers.firstBackoffMs, fullMs * (1 - (crashes.at(-1)?.jitter ?? 0) / 2));
}

/** True for an end that nobody asked for, and for a child that had to be given up: it hung. Bad input, cancellation and idle stop end no process by themselves. */
export function isCrash(exit: ExitFacts): boolean {
  return !exit.asked || exit.timedOut;
}

/** The crashes of one kind of child, e.g. of one conversation's bridge, and what follows from them. */
export interface RestartPolicy {
  recordCrash(): RestartDecision;
  decide(): RestartDecision;
}

/** More than any decision looks back to. */
const REMEMBERED_CRASHES = 50;

export function createRestartPolicy(
  options: { clock?: Clock; random?: () => number; numbers?: Partial<RestartPolicyNumbers> } = {},
): RestartPolicy {
  const { clock = monotonicClock, random = Math.random } = options;
  const numbers = { ...RESTART_POLICY_NUMBERS, ...options.numbers };
  let crashes: Crash[] = [];
  const decide = () => decideRestart(crashes, clock.now(), numbers);
  return {
    recordCrash() {
      crashes = [...crashes, { atMs: clock.now(), jitter: random() }].slice(-REMEMBERED_CRASHES);
      return decide();
    },
    decide,
  };
}
