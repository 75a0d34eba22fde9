/** Finding and replacing `@name` in what is being written. */

/** A name being written after an `@`. */
export type Mention = {
  /** Where the `@` stands. */
  start: number;
  /** What follows it, up to the caret. */
  query: string;
};

/** At the start or after what can't be part of an address, up to the caret, without a space. */
const MENTION = /(?:^|[\s([{"'`])@([^\s@`]{1,120})$/u;

/** The mention the caret stands at the end of. */
export function mentionAt(text: string, caret: number): Mention | null {
  const found = MENTION.exec(text.slice(0, caret));
  const query = found?.[1];
  return query === undefined ? null : { start: caret - query.length - 1, query };
}

/** The text with the mention replaced, and where the caret goes: after the reference and a space. */
export function replaceMention(text: string, { start, query }: Mention, reference: string): { text: string; caret: number } {
  const rest = text.slice(start + 1 + query.length);
  const space = /^\s/.test(rest) ? '' : ' ';
  return { text: `${text.slice(0, start)}${reference}${space}${rest}`, caret: start + reference.length + 1 };
}
