/** The table of a bench of the window, row by row; each is told at once, because such a bench takes minutes. */
import type { BenchRow } from '#scripts/bench/benchmark.mjs';
import { LONG_TASK_MS, percentile, type Traced } from './trace.ts';

export interface Floor {
  name: string;
  value: number;
}

export class Rows {
  readonly rows: BenchRow[] = [];
  add(name: string, value: number, unit: string, floor?: Floor): void {
    process.stderr.write(`  ${name}: ${value.toFixed(1)} ${unit}\n`);
    this.rows.push({ name, value, unit, ...(floor !== undefined && { floor: floor.name, ratio: value / floor.value }) });
  }
  /** Frames against those of an idle window, tasks against the length that a person notices. */
  addTrace(name: string, { tasks, frames }: Traced, idleFrameMs: number): void {
    const floor = { name: 'idle window', value: idleFrameMs };
    this.add(`${name}: frame, p50`, percentile(frames, 0.5), 'ms', floor);
    this.add(`${name}: frame, p95`, percentile(frames, 0.95), 'ms', floor);
    this.add(`${name}: frame, longest`, frames.at(-1) ?? 0, 'ms', floor);
    this.add(`${name}: longest task`, tasks.at(-1) ?? 0, 'ms');
    this.add(`${name}: tasks over ${LONG_TASK_MS} ms`, tasks.filter((task) => task > LONG_TASK_MS).length, '');
  }
}
