import type { ComponentProps } from 'react';
import { classNames } from '../../components/class-names.ts';
import styles from './auto-grow-text-area.module.css';

type AutoGrowTextAreaProps = ComponentProps<'textarea'> & {
  value: string;
  /** A CSS length up to which it grows; then it scrolls. */
  maxHeight: string;
};

/** A text field without an edge of its own that is as high as its text. */
export function AutoGrowTextArea({ maxHeight, className, style, ...rest }: AutoGrowTextAreaProps) {
  // `field-sizing: content` measures in layout; measuring in script would cost a reflow per key.
  return <textarea {...rest} rows={1} className={classNames(styles.field, className)} style={{ ...style, maxHeight }} />;
}
