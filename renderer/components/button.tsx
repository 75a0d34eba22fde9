import type { ComponentProps, ReactNode } from 'react';
import styles from './button.module.css';
import { classNames } from './class-names.ts';

export type ButtonProps = ComponentProps<'button'> & {
  /** `primary` is the one thing to do here; at most one in view. */
  variant?: 'primary' | 'secondary' | 'ghost' | 'danger';
  size?: 'small' | 'medium' | 'large';
  /** A lucide icon before the words. */
  icon?: ReactNode;
};

/** A button with words. */
export function Button({ variant = 'secondary', size = 'medium', icon, className, type = 'button', children, ...rest }: ButtonProps) {
  return (
    <button {...rest} type={type} className={classNames(styles.button, styles[variant], styles[size], className)}>
      {icon}
      <span className={styles.words}>{children}</span>
    </button>
  );
}
