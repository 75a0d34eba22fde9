import { memo, useMemo, useState } from 'react';
import type { FileDiff } from '#protocol/conversation.ts';
import { Button } from '../../components/button.tsx';
import { VisuallyHidden } from '../../components/visually-hidden.tsx';
import { ScrollRegion } from '../markdown/scroll-region.tsx';
import { VisibleText } from '../markdown/visible-text.tsx';
import { type DiffLine, diffLines } from './diff-lines.ts';
import styles from './diff-view.module.css';

/** Lines in the page at first, and with each "Show more": a hundred thousand at once would freeze the window. */
const FIRST_LINES = 400;
const MORE_LINES = 2000;

/** An edit as a unified diff. Hidden and bidirectional characters show as escapes: what is approved must be what is there. */
export const DiffView = memo(function DiffView({ diff }: { diff: FileDiff }) {
  const { lines, added, removed, isTooLarge } = useMemo(() => diffLines(diff), [diff]);
  const [shownLines, setShownLines] = useState(FIRST_LINES);
  const shown = lines.slice(0, shownLines);
  return (
    <figure className={styles.diff}>
      <figcaption className={styles.caption}>
        <span className={styles.path}>
          <VisibleText>{diff.path}</VisibleText>
        </span>
        {diff.oldText === null && <span className={styles.new}>new file</span>}
        <span className={styles.counts}>
          <span className={styles.addedCount}>+{added}</span> <span className={styles.removedCount}>−{removed}</span>
        </span>
      </figcaption>
      {isTooLarge && <p className={styles.note}>Too large to compare line by line: the whole file before and after.</p>}
      {lines.length === 0 ? (
        <p className={styles.note}>Nothing changes.</p>
      ) : (
        <ScrollRegion className={styles.scroller} label={`Changes in ${diff.path}`}>
          <table className={styles.table}>
            <tbody>
              {shown.map((line, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a diff's lines have no identity but their place.
                <DiffRow key={index} line={line} />
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      )}
      {shown.length < lines.length && (
        <Button size="small" variant="ghost" onClick={() => setShownLines(shownLines + MORE_LINES)}>
          Show more, {lines.length - shown.length} lines left
        </Button>
      )}
    </figure>
  );
});

const MARKS = { added: '+', removed: '−', context: ' ' } as const;
const SPOKEN = { added: 'Added: ', removed: 'Removed: ', context: '' } as const;

const DiffRow = memo(function DiffRow({ line }: { line: DiffLine }) {
  if (line.type === 'gap' || line.type === 'no-newline') {
    return (
      <tr className={styles.gap}>
        <td colSpan={4}>
          {line.type === 'gap' ? `${line.lines} unchanged ${line.lines === 1 ? 'line' : 'lines'}` : 'No line end at the end of the file'}
        </td>
      </tr>
    );
  }
  return (
    <tr className={styles[line.type]}>
      <td className={styles.number}>{'oldNumber' in line ? line.oldNumber : ''}</td>
      <td className={styles.number}>{'newNumber' in line ? line.newNumber : ''}</td>
      <td className={styles.mark} aria-hidden>
        {MARKS[line.type]}
      </td>
      <td className={styles.text}>
        {SPOKEN[line.type] !== '' && <VisuallyHidden>{SPOKEN[line.type]}</VisuallyHidden>}
        <VisibleText>{line.text}</VisibleText>
      </td>
    </tr>
  );
});
