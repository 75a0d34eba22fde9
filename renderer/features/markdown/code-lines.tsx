import { Fragment, memo, useRef } from 'react';
import { classNames } from '../../components/class-names.ts';
import styles from './code-lines.module.css';
import { highlightLanguage } from './highlight-languages.ts';
import type { TokenLine } from './highlight-protocol.ts';
import { growLineGroups, type LineGroups } from './line-groups.ts';
import { useHighlighting } from './use-highlighting.ts';
import { VisibleText } from './visible-text.tsx';

/** Code, coloured as soon as the worker has read it. Only groups of lines that changed are rendered again. */
export function CodeLines({ code, language, isWrapped = false }: { code: string; language: string; isWrapped?: boolean }) {
  const previous = useRef<LineGroups | null>(null);
  const groups = growLineGroups(previous.current, code);
  previous.current = groups;
  const tokens = useHighlighting(groups, highlightLanguage(language));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
    <pre className={classNames(styles.code, isWrapped && styles.wrapped)} tabIndex={0} dir="ltr">
      <code>
        {[...groups.closed, groups.open].map((text, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: groups have no identity but their place.
          <Fragment key={index}>
            {index > 0 && '\n'}
            <LineGroup text={text} tokens={tokens[index]} />
          </Fragment>
        ))}
      </code>
    </pre>
  );
}

const LineGroup = memo(function LineGroup({ text, tokens }: { text: string; tokens: readonly TokenLine[] | undefined }) {
  if (tokens === undefined) return <VisibleText>{text}</VisibleText>;
  return text.split('\n').map((line, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity but their place.
    <Fragment key={index}>
      {index > 0 && '\n'}
      <CodeLine text={line} tokens={tokens[index]} />
    </Fragment>
  ));
});

/** One line of code, coloured where its tokens are known. */
export const CodeLine = memo(function CodeLine({ text, tokens }: { text: string; tokens: TokenLine | undefined }) {
  // Tokens of an earlier moment of this line would show what it was, not what it is.
  if (tokens === undefined || tokens.map((token) => token.text).join('') !== text) return <VisibleText>{text}</VisibleText>;
  return tokens.map((token, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: tokens have no identity but their place.
    <span key={index} className={styles[token.kind]}>
      <VisibleText>{token.text}</VisibleText>
    </span>
  ));
});
