import { type ReactNode, useId } from 'react';
import { classNames } from './class-names.ts';
import styles from './field.module.css';
import { VisuallyHidden } from './visually-hidden.tsx';

/** What every labelled control takes. */
export type FieldProps = {
  label: string;
  /** Keeps the label for screen readers only. */
  hideLabel?: boolean;
  /** Small print under the control. */
  hint?: ReactNode;
  /** What is wrong with the value, in place of the hint. */
  error?: string | undefined;
};

/** Attributes that tie a control to its label, hint and error. */
export type FieldControl = { id: string; 'aria-describedby': string | undefined; 'aria-invalid': boolean | undefined; className: string };

/** Label above, hint or error below. `children` draws the control with the attributes given. */
export function Field({ label, hideLabel, hint, error, children }: FieldProps & { children: (control: FieldControl) => ReactNode }) {
  const id = useId();
  const noteId = `${id}-note`;
  const note = error ?? hint;
  const labelElement = (
    <label htmlFor={id} className={styles.label}>
      {label}
    </label>
  );
  return (
    <div className={styles.field} data-setting={label}>
      {hideLabel === true ? <VisuallyHidden>{labelElement}</VisuallyHidden> : labelElement}
      {children({
        id,
        'aria-describedby': note === undefined ? undefined : noteId,
        'aria-invalid': error === undefined ? undefined : true,
        className: classNames(styles.control),
      })}
      {note !== undefined && (
        <div id={noteId} className={error === undefined ? styles.hint : styles.error} {...(error !== undefined && { role: 'alert' })}>
          {note}
        </div>
      )}
    </div>
  );
}
