import { HISTORY_LENGTH } from './processes-store.ts';
import styles from './sparkline.module.css';

type SparklineProps = {
  /** Oldest first; the newest stands at the right edge. */
  values: readonly number[];
  /** The top of the picture at least: a small value must not look like a peak. */
  atLeast: number;
  /** What it shows, in words. */
  label: string;
};

const HEIGHT = 28;

/** The last minute as a line: its shape, not its figures, which stand beside it. */
export function Sparkline({ values, atLeast, label }: SparklineProps) {
  const top = Math.max(atLeast, ...values) * 1.1;
  const firstX = HISTORY_LENGTH - values.length;
  const points = values.map((value, index) => `${firstX + index},${(HEIGHT - (value / top) * (HEIGHT - 2) - 1).toFixed(2)}`);
  return (
    <svg
      className={styles.sparkline}
      viewBox={`0 0 ${HISTORY_LENGTH - 1} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      {points.length > 1 && (
        <>
          <polygon className={styles.area} points={`${firstX},${HEIGHT} ${points.join(' ')} ${HISTORY_LENGTH - 1},${HEIGHT}`} />
          <polyline className={styles.line} points={points.join(' ')} />
        </>
      )}
    </svg>
  );
}
