import type { LucideIcon } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import styles from './start-card.module.css';

type StartCardProps = {
  icon: LucideIcon;
  title: string;
  text: string;
  /** A button beside the words, where one click is all it takes. */
  action?: ReactNode;
  /** What has to be filled in, below the words. */
  children?: ReactNode;
};

/** One way to begin: an icon, what it is, and how. */
export function StartCard({ icon: Icon, title, text, action, children }: StartCardProps) {
  const titleId = useId();
  return (
    <section className={styles.card} aria-labelledby={titleId}>
      <header className={styles.header}>
        <span className={styles.icon}>
          <Icon size={18} strokeWidth={1.5} aria-hidden />
        </span>
        <div className={styles.words}>
          <h2 id={titleId} className={styles.title}>
            {title}
          </h2>
          <p className={styles.text}>{text}</p>
        </div>
        {action}
      </header>
      {children}
    </section>
  );
}
