import { Columns2 } from 'lucide-react';
import { memo, useMemo, useRef, useState } from 'react';
import type { FileDiff } from '#protocol/conversation.ts';
import { Button } from '../../components/button.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { changeSetting, useSettings } from '../../state/settings-store.ts';
import { strings } from '../../strings/strings.ts';
import { ScrollRegion } from '../markdown/scroll-region.tsx';
import { VisibleText } from '../markdown/visible-text.tsx';
import { diffLines } from './diff-lines.ts';
import { diffRows } from './diff-rows.ts';
import { PairedRow, UnifiedRow } from './diff-table-rows.tsx';
import styles from './diff-view.module.css';
import { useDiffHighlighting } from './use-diff-highlighting.ts';
import { useIsWide } from './use-is-wide.ts';

/** Lines in the page at first, and with each "Show more": a hundred thousand at once would freeze the window. */
const FIRST_LINES = 400;
const MORE_LINES = 2000;

/** Two columns of forty characters and their numbers. */
const SIDE_BY_SIDE_FROM_PX = 640;

/**
 * An edit, unified or side by side. Hidden and bidirectional characters show as escapes: what is approved must be what is there.
 */
export const DiffView = memo(function DiffView({ diff }: { diff: FileDiff }) {
  const { lines, added, removed, isTooLarge } = useMemo(() => diffLines(diff), [diff]);
  const rows = useMemo(() => diffRows(lines), [lines]);
  const tokens = useDiffHighlighting(diff);
  const layout = useSettings(({ settings }) => settings.diffLayout);
  const figure = useRef<HTMLElement>(null);
  const isWide = useIsWide(figure, SIDE_BY_SIDE_FROM_PX);
  const [shownLines, setShownLines] = useState(FIRST_LINES);
  // A new file has nothing to stand beside.
  const canBeSideBySide = isWide && added > 0 && removed > 0;
  const isSideBySide = canBeSideBySide && layout === 'side-by-side';
  const count = isSideBySide ? rows.length : lines.length;
  const nameStart = Math.max(diff.path.lastIndexOf('/'), diff.path.lastIndexOf('\\')) + 1;
  return (
    <figure ref={figure} className={styles.diff}>
      <figcaption className={styles.caption}>
        <span className={styles.path} title={diff.path}>
          <span className={styles.folder}>
            <VisibleText>{diff.path.slice(0, nameStart)}</VisibleText>
          </span>
          <VisibleText>{diff.path.slice(nameStart)}</VisibleText>
        </span>
        {diff.oldText === null && <span className={styles.new}>{strings.approvals.newFile}</span>}
        <span className={styles.counts}>
          <span className={styles.addedCount}>+{added}</span> <span className={styles.removedCount}>−{removed}</span>
        </span>
        {canBeSideBySide && (
          <IconButton
            size="small"
            tooltipSide="top"
            label={strings.approvals.sideBySide}
            pressed={isSideBySide}
            icon={<Columns2 size={14} strokeWidth={1.5} aria-hidden />}
            onClick={() => void changeSetting('diffLayout', isSideBySide ? 'unified' : 'side-by-side')}
          />
        )}
      </figcaption>
      {isTooLarge && <p className={styles.note}>{strings.approvals.tooLargeToCompare}</p>}
      {lines.length === 0 ? (
        <p className={styles.note}>{strings.approvals.nothingChanges}</p>
      ) : (
        <ScrollRegion className={styles.scroller} label={strings.approvals.changesIn(diff.path)}>
          <table className={styles.table} data-side-by-side={isSideBySide}>
            <tbody>
              {isSideBySide
                ? rows
                    .slice(0, shownLines)
                    // biome-ignore lint/suspicious/noArrayIndexKey: a diff's lines have no identity but their place.
                    .map((row, index) => <PairedRow key={index} row={row} tokens={tokens} />)
                : lines
                    .slice(0, shownLines)
                    // biome-ignore lint/suspicious/noArrayIndexKey: a diff's lines have no identity but their place.
                    .map((line, index) => <UnifiedRow key={index} line={line} tokens={tokens} />)}
            </tbody>
          </table>
        </ScrollRegion>
      )}
      {shownLines < count && (
        <Button size="small" variant="ghost" onClick={() => setShownLines(shownLines + MORE_LINES)}>
          {strings.approvals.showMore(count - shownLines)}
        </Button>
      )}
    </figure>
  );
});
