/** What runs now, asked of main again and again while somebody looks, as often as the most curious of them wants. */
import { create } from 'zustand';
import { type ErrorInfo, toErrorInfo } from '#protocol/errors.ts';
import type { ProcessInfo } from '#protocol/ipc.ts';
import { invoke } from '../../api.ts';

/** All processes together at one moment. */
export type UsageSample = { cpuPercent: number; memoryBytes: number };

type ProcessesState = {
  /** Null until main has answered for the first time. */
  processes: ProcessInfo[] | null;
  /** Oldest first; one per look while the view is open. */
  history: UsageSample[];
  /** Why the last look failed; the figures are those of the last one that did not. */
  error: ErrorInfo | null;
};

/** A minute at one look a second. */
export const HISTORY_LENGTH = 60;

/** The Processes view, which draws the history. */
export const VIEW_INTERVAL_MS = 1000;

export const useProcesses = create<ProcessesState>()(() => ({ processes: null, history: [], error: null }));

type Watcher = { intervalMs: number };
const watchers = new Set<Watcher>();
let timer: ReturnType<typeof setTimeout> | undefined;
let isAsking = false;

/** Keeps the store fresh until the result is called. While the window is hidden nobody is asked: nobody looks. */
export function watchProcesses(intervalMs: number): () => void {
  const watcher: Watcher = { intervalMs };
  if (watchers.size === 0) document.addEventListener('visibilitychange', look);
  watchers.add(watcher);
  look();
  return () => {
    watchers.delete(watcher);
    if (!isViewOpen()) useProcesses.setState({ history: [] });
    if (watchers.size > 0) return;
    document.removeEventListener('visibilitychange', look);
    clearTimeout(timer);
  };
}

/** Looks at once, for after something was done to a process. */
export function refreshProcesses(): void {
  if (watchers.size > 0) look();
}

function look(): void {
  clearTimeout(timer);
  if (!isAsking && document.visibilityState === 'visible') void ask();
}

async function ask(): Promise<void> {
  isAsking = true;
  try {
    const processes = await invoke('processes.list');
    useProcesses.setState(({ history }) => ({
      processes,
      error: null,
      history: isViewOpen() ? [...history, totalOf(processes)].slice(-HISTORY_LENGTH) : [],
    }));
  } catch (error) {
    useProcesses.setState({ error: toErrorInfo(error) });
  } finally {
    isAsking = false;
    clearTimeout(timer);
    if (watchers.size > 0) timer = setTimeout(look, Math.min(...[...watchers].map(({ intervalMs }) => intervalMs)));
  }
}

const isViewOpen = () => [...watchers].some(({ intervalMs }) => intervalMs <= VIEW_INTERVAL_MS);

/** What the given processes use together. */
export function totalOf(processes: readonly ProcessInfo[]): UsageSample {
  return processes.reduce(
    (total, { cpuPercent, memoryBytes }) => ({ cpuPercent: total.cpuPercent + cpuPercent, memoryBytes: total.memoryBytes + memoryBytes }),
    { cpuPercent: 0, memoryBytes: 0 },
  );
}
