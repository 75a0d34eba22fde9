import { useLayoutEffect, useRef, useState } from 'react';
import type { ToolResult } from '#protocol/conversation.ts';
import { outputLength } from '#protocol/tool-output.ts';
import { Button } from '../../components/button.tsx';
import { Spinner } from '../../components/spinner.tsx';
import { showError } from '../../state/report-error.ts';
import { strings } from '../../strings/strings.ts';
import { CopyButton } from '../markdown/copy-button.tsx';
import { formatBytes } from './duration-words.ts';
import styles from './long-output.module.css';
import { excerpt } from './output-excerpt.ts';
import { terminalPlainText } from './terminal-text.ts';
import { TerminalText } from './terminal-text-view.tsx';
import { VirtualOutput } from './virtual-output.tsx';

type LongOutputProps = {
  text: string;
  /** Where `text` is only the beginning and the end; `loadWhole` then brings all of it. */
  omitted?: ToolResult['omitted'];
  loadWhole?: () => Promise<string>;
  isLive?: boolean;
};

/** As much of running output as fits the box many times over. */
const LIVE_CHARS = 20_000;
/** From here on only the lines on screen are in the page. */
const VIRTUAL_FROM_CHARS = 64_000;

/** Output of a tool: all of it when short, its first and last lines when long. While it streams in, its end stays in view. */
export function LongOutput({ text, omitted, loadWhole, isLive = false }: LongOutputProps) {
  const [whole, setWhole] = useState<string | null>(null);
  const [isLoading, setIsLoading] = useState(false);
  const load = async (): Promise<string> => (omitted === undefined || loadWhole === undefined ? text : loadWhole());
  const showAll = async () => {
    setIsLoading(true);
    try {
      setWhole(await load());
    } catch (error) {
      showError(error, () => void showAll());
    } finally {
      setIsLoading(false);
    }
  };
  const short = isLive || whole !== null ? null : excerpt(text);
  return (
    <div className={styles.output}>
      <CopyButton className={styles.copy} label={strings.thread.copyOutput} text={async () => terminalPlainText(whole ?? (await load()))} />
      {isLive ? (
        <LiveOutput text={text.slice(-LIVE_CHARS)} />
      ) : short === null ? (
        <WholeOutput text={whole ?? text} />
      ) : (
        <>
          <pre className={styles.text} data-selectable>
            <TerminalText text={short.head} />
          </pre>
          <div className={styles.fold}>
            {isLoading ? (
              <Spinner>{strings.thread.readingOutput}</Spinner>
            ) : (
              <Button size="small" variant="ghost" onClick={() => void showAll()}>
                {omitted !== undefined
                  ? strings.thread.showAllSize(formatBytes(outputLength({ output: text, omitted })))
                  : short.hiddenLines > 0
                    ? strings.thread.showAllLines(short.hiddenLines)
                    : strings.thread.showAll}
              </Button>
            )}
          </div>
          <pre className={styles.text} data-selectable>
            <TerminalText text={short.tail} />
          </pre>
        </>
      )}
    </div>
  );
}

function WholeOutput({ text }: { text: string }) {
  if (text.length > VIRTUAL_FROM_CHARS) return <VirtualOutput text={text} />;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
    <pre className={styles.text} tabIndex={0} data-selectable>
      <TerminalText text={text} />
    </pre>
  );
}

/** Stays at its end unless the reader has scrolled up. */
function LiveOutput({ text }: { text: string }) {
  const box = useRef<HTMLPreElement>(null);
  const isAtEnd = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: more text is what moves the end.
  useLayoutEffect(() => {
    if (isAtEnd.current && box.current !== null) box.current.scrollTop = box.current.scrollHeight;
  }, [text]);
  return (
    <pre
      ref={box}
      className={styles.text}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
      tabIndex={0}
      data-selectable
      onScroll={({ currentTarget }) => {
        isAtEnd.current = currentTarget.scrollHeight - currentTarget.scrollTop - currentTarget.clientHeight < 8;
      }}
    >
      <TerminalText text={text} />
    </pre>
  );
}
