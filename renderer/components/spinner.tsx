import type { ReactNode } from 'react';
import styles from './spinner.module.css';

/** A wait. The words say what it waits for: there is no spinner without them. */
export function Spinner({ children }: { children: ReactNode }) {
  return (
    <span className={styles.wait} role="status">
      <span className={styles.ring} aria-hidden />
      {children}
    </span>
  );
}
