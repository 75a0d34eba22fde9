import { ChevronRight } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import styles from './disclosure-line.module.css';

type DisclosureLineProps = {
  icon: ReactNode;
  /** The line itself. */
  children: ReactNode;
  /** Right end of the line: state, duration. */
  aside?: ReactNode;
  /** What opens below; asked for only while open. Left out: the line can't be opened. */
  content?: (() => ReactNode) | undefined;
  initiallyOpen?: boolean;
  /** `card` has an edge; `plain` stands on the page. */
  look?: 'plain' | 'card';
};

/** One line that opens to more. */
export function DisclosureLine({ icon, children, aside, content, initiallyOpen = false, look = 'plain' }: DisclosureLineProps) {
  const [isOpen, setIsOpen] = useState(initiallyOpen);
  const contentId = useId();
  const line = (
    <>
      <span className={styles.icon}>{icon}</span>
      <span className={styles.words}>{children}</span>
      {aside !== undefined && <span className={styles.aside}>{aside}</span>}
    </>
  );
  return (
    <div className={styles.disclosure} data-look={look} data-open={isOpen}>
      {content === undefined ? (
        <div className={styles.line}>{line}</div>
      ) : (
        <button type="button" className={styles.line} aria-expanded={isOpen} aria-controls={contentId} onClick={() => setIsOpen(!isOpen)}>
          {line}
          <ChevronRight className={styles.chevron} size={16} strokeWidth={1.5} aria-hidden />
        </button>
      )}
      {isOpen && content !== undefined && (
        <div id={contentId} className={styles.content}>
          {content()}
        </div>
      )}
    </div>
  );
}
