/** What the window and its highlighting worker say to each other. */
import type { HighlightLanguage } from './highlight-languages.ts';

/** A run of characters of one kind, as the theme's token names have it: `keyword`, `string`, `foreground`, … */
export type CodeToken = { text: string; kind: string };
export type TokenLine = readonly CodeToken[];

/**
 * Groups of a block are sent in order; the worker remembers the grammar's state after each, so a group is never read twice for the sake of
 * a later one. The last group of a block that still grows may be sent again and again.
 */
export type HighlightRequest =
  | { type: 'highlight'; requestId: number; blockId: number; groupIndex: number; language: HighlightLanguage; code: string }
  | { type: 'forget'; blockId: number };

/** `lines` is null where the grammar could not be used. */
export type HighlightResponse = { requestId: number; lines: TokenLine[] | null };
