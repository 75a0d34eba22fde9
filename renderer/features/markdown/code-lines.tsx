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
        {sectionStarts(groups.closed.length).map((start) => (
          <Section
            key={start}
            texts={groups.closed.slice(start, start + GROUPS_PER_SECTION)}
            tokens={tokens.slice(start, Math.min(start + GROUPS_PER_SECTION, groups.closed.length))}
          />
        ))}
        <LineGroup text={groups.open} tokens={tokens[groups.closed.length]} />
      </code>
    </pre>
  );
}

/** Groups that are looked at as one: while code of a megabyte grows, a few dozen comparisons stand for a thousand. */
const GROUPS_PER_SECTION = 40;

function sectionStarts(groups: number): number[] {
  return Array.from({ length: Math.ceil(groups / GROUPS_PER_SECTION) }, (_, section) => section * GROUPS_PER_SECTION);
}

type SectionProps = { texts: readonly string[]; tokens: readonly (readonly TokenLine[] | undefined)[] };

/** Each group is a block of its own: text that is added at the end is laid out by itself, and not all of the code once more. */
const Section = memo(
  function Section({ texts, tokens }: SectionProps) {
    return texts.map((text, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: groups have no identity but their place.
      <span key={index} className={styles.group}>
        <LineGroup text={text} tokens={tokens[index]} />
        {'\n'}
      </span>
    ));
  },
  (before, after) => isSameList(before.texts, after.texts) && isSameList(before.tokens, after.tokens),
);

function isSameList(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
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
