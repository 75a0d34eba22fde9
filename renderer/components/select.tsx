import { classNames } from './class-names.ts';
import fieldStyles from './field.module.css';
import { Field, type FieldProps } from './field.tsx';
import styles from './select.module.css';

export type SelectOption = { value: string; label: string; disabled?: boolean };

type SelectProps = FieldProps & {
  value: string;
  options: SelectOption[];
  onChange: (value: string) => void;
  disabled?: boolean;
};

/**
 * One of several values. The browser's own select, styled through `appearance: base-select`: its keyboard, type-ahead and
 * screen-reader behaviour come for free.
 */
export function Select({ value, options, onChange, disabled = false, ...field }: SelectProps) {
  return (
    <Field {...field}>
      {(control) => (
        <select
          {...control}
          className={classNames(control.className, fieldStyles.input, styles.select)}
          value={value}
          disabled={disabled}
          onChange={(event) => onChange(event.target.value)}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value} disabled={option.disabled ?? false} className={styles.option}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
