import { useLayoutEffect, useRef, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { CopyButton } from '../markdown/copy-button.tsx';
import { VisibleText } from '../markdown/visible-text.tsx';
import styles from './long-output.module.css';
import { excerpt } from './output-excerpt.ts';

/** Terminals colour and move with escape sequences (ECMA-48); here they would be noise. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for.
const TERMINAL_SEQUENCES = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[@-Z\\-_])/g;

/** Output of a tool: all of it when short, its first and last lines when long. While it streams in, its end stays in view. */
export function LongOutput({ text, isLive = false }: { text: string; isLive?: boolean }) {
  const [isWhole, setIsWhole] = useState(false);
  const end = useRef<HTMLPreElement>(null);
  const isAtEnd = useRef(true);
  const clean = text.replace(TERMINAL_SEQUENCES, '').replace(/\r\n/g, '\n');
  const short = isWhole || isLive ? null : excerpt(clean);
  // biome-ignore lint/correctness/useExhaustiveDependencies: more text is what moves the end.
  useLayoutEffect(() => {
    if (isLive && isAtEnd.current && end.current !== null) end.current.scrollTop = end.current.scrollHeight;
  }, [text, isLive]);
  const shown = isLive ? clean.slice(-20_000) : clean;
  return (
    <div className={styles.output}>
      <CopyButton className={styles.copy} label="Copy output" text={() => text} />
      {short === null ? (
        <pre
          ref={end}
          className={styles.text}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
          tabIndex={0}
          data-selectable
          onScroll={({ currentTarget }) => {
            isAtEnd.current = currentTarget.scrollHeight - currentTarget.scrollTop - currentTarget.clientHeight < 8;
          }}
        >
          <VisibleText>{shown}</VisibleText>
        </pre>
      ) : (
        <>
          <pre className={styles.text} data-selectable>
            <VisibleText>{short.head}</VisibleText>
          </pre>
          <div className={styles.fold}>
            <Button size="small" variant="ghost" onClick={() => setIsWhole(true)}>
              {short.hiddenLines > 0 ? `Show all, ${short.hiddenLines} more lines` : 'Show all'}
            </Button>
          </div>
          <pre className={styles.text} data-selectable>
            <VisibleText>{short.tail}</VisibleText>
          </pre>
        </>
      )}
    </div>
  );
}
