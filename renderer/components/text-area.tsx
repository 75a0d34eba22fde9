import type { ComponentProps } from 'react';
import { classNames } from './class-names.ts';
import styles from './field.module.css';
import { Field, type FieldProps } from './field.tsx';

export type TextAreaProps = FieldProps & Omit<ComponentProps<'textarea'>, 'id'>;

/** Several lines of text with a label. */
export function TextArea({ label, hideLabel, hint, error, className, rows = 3, ...textarea }: TextAreaProps) {
  return (
    <Field label={label} hint={hint} error={error} {...(hideLabel !== undefined && { hideLabel })}>
      {(control) => (
        <textarea {...textarea} {...control} rows={rows} className={classNames(control.className, styles.textarea, className)} />
      )}
    </Field>
  );
}
