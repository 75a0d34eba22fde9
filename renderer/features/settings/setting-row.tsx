import type { ReactNode } from 'react';
import styles from './setting-row.module.css';

type SettingRowProps = {
  label: string;
  hint?: string;
  /** Why the last change could not be saved. */
  error?: string | undefined;
  /** The control; it names itself. */
  children: ReactNode;
};

/** Words on the left, a control on the right. */
export function SettingRow({ label, hint, error, children }: SettingRowProps) {
  return (
    <div className={styles.row} data-setting={label}>
      <div className={styles.words}>
        <div className={styles.label}>{label}</div>
        {hint !== undefined && <div className={styles.hint}>{hint}</div>}
        {error !== undefined && (
          <div className={styles.error} role="alert">
            {error}
          </div>
        )}
      </div>
      {children}
    </div>
  );
}
