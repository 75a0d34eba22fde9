import type { ReactNode } from 'react';
import styles from './empty-state.module.css';

type EmptyStateProps = {
  icon?: ReactNode;
  title: string;
  children?: ReactNode;
  /** One or two buttons: the way out. */
  actions?: ReactNode;
  size?: 'small' | 'large';
  /** The title's element: a heading where this is the page's content. */
  titleAs?: 'p' | 'h1' | 'h2';
};

/** What stands where a list or page has nothing yet: why, and what to do. */
export function EmptyState({ icon, title, children, actions, size = 'large', titleAs: Title = 'p' }: EmptyStateProps) {
  return (
    <div className={styles[size]}>
      {icon !== undefined && <div className={styles.icon}>{icon}</div>}
      <Title className={styles.title}>{title}</Title>
      {children !== undefined && <div className={styles.text}>{children}</div>}
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
