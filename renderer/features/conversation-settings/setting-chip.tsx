import { ChevronDown } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { classNames } from '../../components/class-names.ts';
import { Tooltip } from '../../components/tooltip.tsx';
import styles from './setting-chip.module.css';

type SettingChipProps = Omit<ComponentProps<'button'>, 'children'> & {
  /** What is chosen here, e.g. "Model". With the value it makes the accessible name. */
  name: string;
  value: string;
  /** The whole value, where `value` is short for it. */
  tooltip?: string;
  icon?: ReactNode;
  tone?: 'quiet' | 'warning';
};

/** A quiet button that shows a conversation's setting and opens the choice. */
export function SettingChip({ name, value, tooltip, icon, tone = 'quiet', className, ...rest }: SettingChipProps) {
  return (
    <Tooltip content={tooltip ?? name}>
      <button {...rest} type="button" aria-label={`${name}: ${value}`} className={classNames(styles.chip, styles[tone], className)}>
        {icon}
        <span className={styles.value}>{value}</span>
        <ChevronDown className={styles.chevron} aria-hidden />
      </button>
    </Tooltip>
  );
}
