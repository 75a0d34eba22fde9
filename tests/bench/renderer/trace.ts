/** What the window's main thread did, from Chromium's own trace: tasks and their lengths, and when frames came. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { AppWindow } from '#tests/support/app/app-window.ts';

export interface Traced {
  /** Milliseconds of each task of the window's main thread, ascending. */
  tasks: number[];
  /** All tasks together. */
  busyMs: number;
  /** Milliseconds between frames, ascending. */
  frames: number[];
}

/** Above this a person notices that a key or a click waits. */
export const LONG_TASK_MS = 50;

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  dur?: number;
  args: { name?: string };
}

/** Traces while `work` runs. */
export async function traced(window: AppWindow, folder: string, work: () => Promise<void>): Promise<Traced> {
  const file = join(folder, 'trace.json');
  const rendererPid = await window.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId() ?? 0);
  await window.app.evaluate(({ contentTracing }) =>
    contentTracing.startRecording({ included_categories: ['toplevel', 'disabled-by-default-devtools.timeline'] }),
  );
  await window.page.evaluate(() => {
    const frames: number[] = [];
    const state = { frames, isOn: true };
    Object.assign(globalThis, { benchFrames: state });
    const step = (atMs: number) => {
      frames.push(atMs);
      if (state.isOn) requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  });
  await work();
  const times = await window.page.evaluate(() => {
    const { benchFrames } = globalThis as unknown as { benchFrames: { frames: number[]; isOn: boolean } };
    benchFrames.isOn = false;
    return benchFrames.frames;
  });
  await window.app.evaluate(async ({ contentTracing }, path) => void (await contentTracing.stopRecording(path)), file);
  const { traceEvents } = JSON.parse(readFileSync(file, 'utf8')) as { traceEvents: TraceEvent[] };
  rmSync(file);
  const main = traceEvents.find(({ name, pid, args }) => name === 'thread_name' && pid === rendererPid && args.name === 'CrRendererMain');
  const tasks = traceEvents
    .filter(({ name, pid, tid }) => name === 'RunTask' && pid === rendererPid && tid === main?.tid)
    .map(({ dur = 0 }) => dur / 1000);
  return {
    tasks: ascending(tasks),
    busyMs: tasks.reduce((sum, task) => sum + task, 0),
    frames: ascending(times.slice(1).map((time, index) => time - (times[index] ?? time))),
  };
}

export function ascending(values: readonly number[]): number[] {
  return values.toSorted((a, b) => a - b);
}

export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
