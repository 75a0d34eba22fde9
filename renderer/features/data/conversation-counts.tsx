import { strings } from '../../strings/strings.ts';
import styles from './data.module.css';

type ConversationCountsProps = {
  /** The accessible name of the list. */
  label: string;
  total: number;
  first: readonly { title: string; messages: number }[];
};

/** Titles with their numbers of messages; what is more than fits is counted. */
export function ConversationCounts({ label, total, first }: ConversationCountsProps) {
  if (total === 0) return null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
    <ul className={styles.titles} aria-label={label} tabIndex={0}>
      {first.map(({ title, messages }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes, and titles repeat.
        <li key={index} className={styles.titleLine}>
          <span className={styles.titleWords}>{title}</span>
          <span className={styles.figure}>{strings.counts.messages(messages)}</span>
        </li>
      ))}
      {total > first.length && <li className={styles.more}>{strings.data.andMore(total - first.length)}</li>}
    </ul>
  );
}
