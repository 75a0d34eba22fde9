/** Markdown source to a syntax tree: CommonMark, GitHub's tables, task lists and strikethrough, and math. */
import type { Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { mathFromMarkdown } from 'mdast-util-math';
import { gfm } from 'micromark-extension-gfm';
import { math } from 'micromark-extension-math';
import remend from 'remend';

// A single dollar is money until `markMath` finds otherwise.
const SYNTAX = [gfm({ singleTilde: false }), math({ singleDollarTextMath: false })];
const TREE = [gfmFromMarkdown(), mathFromMarkdown()];

/** Deeper nesting than any person writes; the parser's cost grows with its square. */
const MAX_NESTING = 60;
const NESTED_MARKERS = new RegExp(`^(?:[ \\t]*(?:>|[-*+]|\\d{1,9}[.)])){${MAX_NESTING}}`, 'm');
/** A run of brackets or emphasis marks as long as this is an attack or noise. */
const NOISE = /[[\]!(*_~<]{400}/;

/**
 * Pieces are cut at line ends long before this, so a longer one is a line that nobody wrote by hand, such as data. Read as Markdown with each
 * chunk that streams in, it would cost seconds.
 */
const MAX_PARSED_CHARS = 48_000;

export type ParseOptions = {
  /** The end is still being written: unclosed emphasis, code and links are shown as if closed. */
  isOpen?: boolean;
  /** Link definitions that stand elsewhere in the answer. */
  definitions?: string;
};

/** The tree of one piece of prose; null where it is built to be costly and is better shown as it is. */
export function parseProse(source: string, { isOpen = false, definitions = '' }: ParseOptions = {}): Root | null {
  if (source.length > MAX_PARSED_CHARS || NESTED_MARKERS.test(source) || NOISE.test(source)) return null;
  const closed = isOpen
    ? remend(source, { linkMode: 'text-only', images: true, setextHeadings: true, katex: true, htmlTags: false })
    : source;
  const marked = markMath(closed);
  const whole = definitions !== '' && /\[[^\]]*\]/.test(source) ? `${marked}\n\n${definitions}` : marked;
  return fromMarkdown(whole, { extensions: SYNTAX, mdastExtensions: TREE });
}

/** Code first, so that nothing inside of it is taken for math. */
const MATH_NOTATIONS =
  /(`+)[\s\S]*?\1|\\\[([\s\S]+?)\\\]|\\\(([^\n]+?)\\\)|(?<![\\$\w])\$(?=[^\s$])([^$\n]{1,500}?)(?<=[^\s\\$])\$(?![\d$\w])/g;

/** Writes the notations models use for math, `\[ \]`, `\( \)` and `$ $`, as `$$ $$`. A price such as "$5 to $6" stays text. */
export function markMath(source: string): string {
  if (!/\\[[(]|\$/.test(source)) return source;
  return source.replace(
    MATH_NOTATIONS,
    (whole, tick: string | undefined, block: string | undefined, inline: string | undefined, dollars: string | undefined) => {
      if (tick !== undefined) return whole;
      if (block !== undefined) return block.includes('\n\n') ? whole : `$$${block.trim().replaceAll('\n', ' ')}$$`;
      return `$$${(inline ?? dollars ?? '').trim()}$$`;
    },
  );
}

/** Link definitions, `[name]: address`, of a whole answer, one per line. */
export function linkDefinitions(text: string): string {
  if (!text.includes(']:')) return '';
  return (text.match(/^ {0,3}\[[^\]\n^][^\]\n]{0,200}\]:[ \t]*\S[^\n]*$/gm) ?? []).slice(0, 500).join('\n');
}
