import { Fragment, memo } from 'react';
import { VisibleText } from '../markdown/visible-text.tsx';
import styles from './terminal-text.module.css';
import { type TerminalLine, terminalLines } from './terminal-text.ts';

/** A tool's output as a terminal shows it. */
export const TerminalText = memo(function TerminalText({ text }: { text: string }) {
  return terminalLines(text).map((line, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity but their place.
    <Fragment key={index}>
      {index > 0 && '\n'}
      <TerminalLineView line={line} />
    </Fragment>
  ));
});

/** One line of it. */
export const TerminalLineView = memo(function TerminalLineView({ line }: { line: TerminalLine }) {
  return line.map(({ text, style }, index) =>
    style === null ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: runs have no identity but their place.
      <VisibleText key={index}>{text}</VisibleText>
    ) : (
      <span
        // biome-ignore lint/suspicious/noArrayIndexKey: runs have no identity but their place.
        key={index}
        className={styles.run}
        {...(style.color !== null && { 'data-color': style.color })}
        data-bold={style.isBold}
        data-dim={style.isDim}
      >
        <VisibleText>{text}</VisibleText>
      </span>
    ),
  );
});
