import { useMemo } from 'react';
import type { FileDiff } from '#protocol/conversation.ts';
import { highlightLanguage } from '../markdown/highlight-languages.ts';
import type { TokenLine } from '../markdown/highlight-protocol.ts';
import { growLineGroups, LINES_PER_GROUP } from '../markdown/line-groups.ts';
import { useHighlighting } from '../markdown/use-highlighting.ts';

/** The tokens of a line, from 1, of the file before and after; undefined while they are not known and where there are none. */
export type DiffTokens = { old: (line: number) => TokenLine | undefined; new: (line: number) => TokenLine | undefined };

/** Colours both sides of an edit as whole files, because a line in the middle of a comment does not say that it is one. */
export function useDiffHighlighting({ path, oldText, newText }: FileDiff): DiffTokens {
  const language = highlightLanguage(extensionOf(path));
  const oldGroups = useMemo(() => growLineGroups(null, oldText ?? ''), [oldText]);
  const newGroups = useMemo(() => growLineGroups(null, newText), [newText]);
  const oldTokens = useHighlighting(oldGroups, oldText === null ? null : language);
  const newTokens = useHighlighting(newGroups, language);
  return useMemo(() => ({ old: lineOf(oldTokens), new: lineOf(newTokens) }), [oldTokens, newTokens]);
}

function lineOf(groups: readonly (readonly TokenLine[] | undefined)[]): (line: number) => TokenLine | undefined {
  return (line) => groups[Math.floor((line - 1) / LINES_PER_GROUP)]?.[(line - 1) % LINES_PER_GROUP];
}

/** `Dockerfile` and `Makefile` are languages by their names. */
function extensionOf(path: string): string {
  const name = path.split(/[\\/]/).at(-1) ?? '';
  return name.includes('.') ? (name.split('.').at(-1) ?? '') : name;
}
