import type { ComponentProps, ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './icon-button.module.css';
import { Tooltip } from './tooltip.tsx';

export type IconButtonProps = Omit<ComponentProps<'button'>, 'aria-label' | 'children'> & {
  /** The accessible name, also shown as the tooltip. */
  label: string;
  /** The tooltip, where the name is longer than a person who sees its place needs. */
  tooltip?: string;
  icon: ReactNode;
  /** Shown in the tooltip, e.g. `mod+b`. */
  shortcut?: string | undefined;
  size?: 'small' | 'medium';
  /** For a toggle: whether it is on. */
  pressed?: boolean;
  tooltipSide?: 'top' | 'right' | 'bottom' | 'left';
};

/** A button that is an icon, with a name for those who don't see or know it. */
export function IconButton({
  label,
  tooltip = label,
  icon,
  shortcut,
  size = 'medium',
  pressed,
  tooltipSide,
  className,
  type = 'button',
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip content={tooltip} shortcut={shortcut} {...(tooltipSide && { side: tooltipSide })}>
      <button
        {...rest}
        type={type}
        aria-label={label}
        aria-pressed={pressed}
        className={classNames(styles.button, styles[size], className)}
      >
        {icon}
      </button>
    </Tooltip>
  );
}
