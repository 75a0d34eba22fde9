import { CircleAlert, X } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { strings } from '../strings/strings.ts';
import { Button } from './button.tsx';
import { classNames } from './class-names.ts';
import { IconButton } from './icon-button.tsx';
import styles from './toast.module.css';

/** A short note at the window's foot. */
export type ToastContent = {
  id: string;
  kind: 'info' | 'error';
  message: string;
  /** The button, e.g. Undo. Taking it also closes the toast. */
  action?: { label: string; run: () => void } | undefined;
  /** Milliseconds until it goes by itself; null: it stays until closed. */
  durationMs: number | null;
};

type ToastProps = { toast: ToastContent; onClose: (id: string) => void };

/** One toast. Its time stands still while the pointer or the focus is on it. */
export function Toast({ toast, onClose }: ToastProps) {
  const remainingMs = useRef(toast.durationMs);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const startedAt = useRef(0);

  const pause = () => {
    if (timer.current === undefined || remainingMs.current === null) return;
    clearTimeout(timer.current);
    timer.current = undefined;
    remainingMs.current -= performance.now() - startedAt.current;
  };
  const resume = () => {
    if (timer.current !== undefined || remainingMs.current === null) return;
    startedAt.current = performance.now();
    timer.current = setTimeout(() => onClose(toast.id), Math.max(0, remainingMs.current));
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: the timer belongs to this toast's life, not to a render.
  useEffect(() => {
    resume();
    return pause;
  }, []);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only holds the time still, nothing to operate.
    <div
      className={classNames(styles.toast, styles[toast.kind])}
      onPointerEnter={pause}
      onPointerLeave={resume}
      onFocus={pause}
      onBlur={resume}
    >
      {toast.kind === 'error' && <CircleAlert className={styles.icon} size={16} strokeWidth={1.5} aria-hidden />}
      <span className={styles.message}>{toast.message}</span>
      {toast.action !== undefined && (
        <Button
          size="small"
          onClick={() => {
            toast.action?.run();
            onClose(toast.id);
          }}
        >
          {toast.action.label}
        </Button>
      )}
      <IconButton
        size="small"
        label={strings.common.dismiss}
        tooltipSide="top"
        icon={<X aria-hidden />}
        onClick={() => onClose(toast.id)}
      />
    </div>
  );
}

type ToastStackProps = {
  toasts: ToastContent[];
  onClose: (id: string) => void;
  /** `foot`: over the foot of the pane at the left. `head`: under the title bar, where there is no such pane and the foot is in use. */
  placement: 'foot' | 'head';
  /** Above the toasts: what stays longer, such as work that runs. */
  children?: ReactNode;
};

/** The stack of toasts. Always in the page, so that screen readers hear what is put into it. */
export function ToastStack({ toasts, onClose, placement, children }: ToastStackProps) {
  return (
    <section
      className={classNames(styles.stack, styles[placement])}
      data-toasts
      aria-label={strings.common.notifications}
      aria-live="polite"
      aria-relevant="additions"
    >
      {children}
      {toasts.map((toast) => (
        <Toast key={toast.id} toast={toast} onClose={onClose} />
      ))}
    </section>
  );
}
