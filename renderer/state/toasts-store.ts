/** Short notes at the window's foot: what was done and can be undone, and failures that have no place of their own. */
import { create } from 'zustand';
import type { ToastContent } from '../components/toast.tsx';

/** How long something done can be undone, and its toast is shown. */
export const UNDO_MS = 10_000;
const INFO_MS = 4_000;
/** More would cover the page; the oldest goes. */
const MAX_TOASTS = 4;

type ToastsState = {
  toasts: ToastContent[];
  show: (toast: Omit<ToastContent, 'id'>) => void;
  close: (id: string) => void;
};

let lastId = 0;

export const useToasts = create<ToastsState>()((set) => ({
  toasts: [],
  show: (toast) =>
    set((state) => {
      lastId += 1;
      // The same note again replaces the first: a failing call that repeats must not fill the window.
      const others = state.toasts.filter(({ kind, message }) => kind !== toast.kind || message !== toast.message);
      return { toasts: [...others, { ...toast, id: `toast-${lastId}` }].slice(-MAX_TOASTS) };
    }),
  close: (id) => set((state) => ({ toasts: state.toasts.filter((toast) => toast.id !== id) })),
}));

/** Says that something was done. */
export function showInfo(message: string): void {
  useToasts.getState().show({ kind: 'info', message, durationMs: INFO_MS });
}

/** Says that something was done and offers to undo it for ten seconds. */
export function showUndo(message: string, undo: () => void): void {
  useToasts.getState().show({ kind: 'info', message, durationMs: UNDO_MS, action: { label: 'Undo', run: undo } });
}

/** Undoes what was done last, while its toast is there. Returns false when there is nothing to undo. */
export function undoLast(): boolean {
  const { toasts, close } = useToasts.getState();
  const last = toasts.findLast(({ kind, action }) => kind === 'info' && action !== undefined);
  if (last === undefined) return false;
  last.action?.run();
  close(last.id);
  return true;
}
