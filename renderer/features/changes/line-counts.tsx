import { VisuallyHidden } from '../../components/visually-hidden.tsx';
import { strings } from '../../strings/strings.ts';
import styles from './line-counts.module.css';

/** Lines added and removed, e.g. "+40 −2". Nothing where they can't be counted. */
export function LineCounts({ added, removed }: { added: number | null; removed: number | null }) {
  if (added === null || removed === null) return null;
  return (
    <span className={styles.counts}>
      <span className={styles.added} aria-hidden>
        +{added}
      </span>{' '}
      <span className={styles.removed} aria-hidden>
        −{removed}
      </span>
      <VisuallyHidden>{strings.changes.lineCounts(added, removed)}</VisuallyHidden>
    </span>
  );
}
