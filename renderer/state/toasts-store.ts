/** Short notes at the window's foot: what was done and can be undone, and failures that have no place of their own. */
import { create } from 'zustand';
import type { ToastContent } from '../components/toast.tsx';
import { strings } from '../strings/strings.ts';

/** How long something done can be undone, and its toast is shown. */
export const UNDO_MS = 10_000;
const INFO_MS = 4_000;
/** More would cover the page; the oldest goes. */
const MAX_TOASTS = 4;

type ToastsState = {
  toasts: ToastContent[];
  /** Returns the toast's id. */
  show: (toast: Omit<ToastContent, 'id'>) => string;
  close: (id: string) => void;
};

let lastId = 0;

export const useToasts = create<ToastsState>()((set) => ({
  toasts: [],
  show: (toast) => {
    lastId += 1;
    const id = `toast-${lastId}`;
    set((state) => {
      // The same note again replaces the first: a failing call that repeats must not fill the window.
      const others = state.toasts.filter(({ kind, message }) => kind !== toast.kind || message !== toast.message);
      return { toasts: [...others, { ...toast, id }].slice(-MAX_TOASTS) };
    });
    return id;
  },
  close: (id) => set((state) => ({ toasts: state.toasts.filter((toast) => toast.id !== id) })),
}));

/** Says that something was done. */
export function showInfo(message: string): void {
  useToasts.getState().show({ kind: 'info', message, durationMs: INFO_MS });
}

/** Says that something was done and offers to undo it for ten seconds. Returns the function that takes the offer back. */
export function showUndo(message: string, undo: () => void): () => void {
  const id = useToasts.getState().show({ kind: 'info', message, durationMs: UNDO_MS, action: { label: strings.common.undo, run: undo } });
  return () => useToasts.getState().close(id);
}

const lastUndo = () => useToasts.getState().toasts.findLast(({ kind, action }) => kind === 'info' && action !== undefined);

/** True while something can be undone. */
export function hasUndo(): boolean {
  return lastUndo() !== undefined;
}

/** Undoes what was done last, while its toast is there. Returns false when there is nothing to undo. */
export function undoLast(): boolean {
  const { close } = useToasts.getState();
  const last = lastUndo();
  if (last === undefined) return false;
  last.action?.run();
  close(last.id);
  return true;
}
