/** Figures of repeated calls. */

export interface Percentiles {
  p50: number;
  p99: number;
}

/** Milliseconds of each call. */
export function measure(times: number, work: (index: number) => void): Percentiles {
  const durations: number[] = [];
  for (let index = 0; index < times; index += 1) {
    const startedAt = performance.now();
    work(index);
    durations.push(performance.now() - startedAt);
  }
  return percentiles(durations);
}

export function percentiles(durations: readonly number[]): Percentiles {
  const sorted = durations.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { p50: at(0.5), p99: at(0.99) };
}
