/** Short notes at the window's foot: what was done and can be undone, and failures that have no place of their own. */
import { create } from 'zustand';
import { type ErrorInfo, toErrorInfo } from '#protocol/errors.ts';
import type { ToastContent } from '../components/toast.tsx';

/** How long something done can be undone, and its toast is shown. */
export const UNDO_MS = 10_000;
const INFO_MS = 4_000;
/** More would cover the page; the oldest goes. */
const MAX_TOASTS = 4;

type ToastsState = {
  toasts: ToastContent[];
  show: (toast: Omit<ToastContent, 'id'>) => string;
  close: (id: string) => void;
};

let lastId = 0;

export const useToasts = create<ToastsState>()((set) => ({
  toasts: [],
  show: (toast) => {
    lastId += 1;
    const id = `toast-${lastId}`;
    set((state) => ({ toasts: [...state.toasts, { ...toast, id }].slice(-MAX_TOASTS) }));
    return id;
  },
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

/** What the caller can offer for an error that came up without a place of its own. */
export type ErrorToastAction = { label: string; run: () => void };

/** Shows a failure that no part of the page shows. A cancellation is none. Errors stay until closed. */
export function showError(error: unknown, action?: ErrorToastAction): void {
  const info: ErrorInfo = toErrorInfo(error);
  if (info.code === 'cancelled') return;
  useToasts.getState().show({ kind: 'error', message: info.message, durationMs: null, action });
}
