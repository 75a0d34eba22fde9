import { classNames } from './class-names.ts';
import styles from './progress-bar.module.css';

type ProgressBarProps = {
  label: string;
  /** Null while it is not known how far it is. */
  progress: { done: number; total: number } | null;
  className?: string | undefined;
};

/** How far a long piece of work is. */
export function ProgressBar({ label, progress, className }: ProgressBarProps) {
  return (
    <progress
      className={classNames(styles.bar, className)}
      aria-label={label}
      {...(progress !== null && { value: progress.done, max: progress.total })}
    />
  );
}
