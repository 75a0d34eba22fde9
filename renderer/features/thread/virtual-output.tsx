import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef } from 'react';
import { strings } from '../../strings/strings.ts';
import styles from './long-output.module.css';
import { type TerminalLine, terminalLines } from './terminal-text.ts';
import { TerminalLineView } from './terminal-text-view.tsx';

/** The line height of long-output.module.css: fixed, so that a million lines need no measuring. */
const LINE_PX = 18;
/** A longer line goes on in the next row: one line can be megabytes. */
const MAX_ROW_CHARS = 2_000;

/** Very long output: only the lines on screen are in the page. */
export function VirtualOutput({ text }: { text: string }) {
  const rows = useMemo(() => terminalLines(text).flatMap(toRows), [text]);
  const box = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => LINE_PX,
    overscan: 20,
  });
  return (
    <section
      ref={box}
      className={styles.virtual}
      aria-label={strings.thread.outputOf(rows.length)}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
      tabIndex={0}
      data-selectable
    >
      <div className={styles.virtualLines} style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start }) => (
          <div key={index} className={styles.virtualLine} style={{ transform: `translateY(${start}px)` }}>
            <TerminalLineView line={rows[index] ?? []} />
          </div>
        ))}
      </div>
    </section>
  );
}

function toRows(line: TerminalLine): TerminalLine[] {
  const length = line.reduce((sum, run) => sum + run.text.length, 0);
  if (length <= MAX_ROW_CHARS) return [line];
  const text = line.map((run) => run.text).join('');
  const rows: TerminalLine[] = [];
  for (let start = 0; start < length; start += MAX_ROW_CHARS) rows.push([{ text: text.slice(start, start + MAX_ROW_CHARS), style: null }]);
  return rows;
}
