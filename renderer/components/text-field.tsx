import type { ComponentProps } from 'react';
import { classNames } from './class-names.ts';
import styles from './field.module.css';
import { Field, type FieldProps } from './field.tsx';

export type TextFieldProps = FieldProps & Omit<ComponentProps<'input'>, 'id'>;

/** One line of text with a label. */
export function TextField({ label, hideLabel, hint, error, className, ...input }: TextFieldProps) {
  return (
    <Field label={label} hint={hint} error={error} {...(hideLabel !== undefined && { hideLabel })}>
      {(control) => (
        <input
          spellCheck={false}
          autoComplete="off"
          {...input}
          {...control}
          className={classNames(control.className, styles.input, className)}
        />
      )}
    </Field>
  );
}
