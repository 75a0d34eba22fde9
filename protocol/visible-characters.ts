/**
 * Makes characters visible that change what text looks like without being seen: bidirectional controls (the "Trojan Source" trick,
 * CVE-2021-42574), zero-width characters and control codes. What a person approves or follows must be what is there.
 */

/**
 * Bidirectional controls U+061C, U+200E-F, U+202A-E, U+2066-9; zero-width and invisible U+00AD, U+034F, U+115F-60, U+17B4-5, U+180B-E,
 * U+200B-D, U+2060-4, U+206A-F, U+3164, U+FEFF, U+FFA0; interlinear U+FFF9-B; tags U+E0000-E007F; control codes but tab and line feed.
 */
const HIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for.
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: each of them alone is looked for, joined or not.
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2028\u2029\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;

/** A run of text, or one hidden character as its escape. */
export type VisibleRun = { type: 'text'; text: string } | { type: 'hidden'; escape: string };

/** Whether anything in `text` is hidden. */
export function hasHiddenCharacters(text: string): boolean {
  // `search` has no memory, unlike `test` on a global expression, which would make the next search begin in the middle.
  return text.search(HIDDEN) !== -1;
}

/** Splits text at hidden characters, which come out as escapes such as `U+202E`. */
export function visibleRuns(text: string): VisibleRun[] {
  const runs: VisibleRun[] = [];
  let end = 0;
  for (const match of text.matchAll(HIDDEN)) {
    // A zero-width joiner between two emoji makes one picture of them and hides nothing.
    if (match[0] === '\u200d' && isEmojiJoin(text, match.index)) continue;
    if (match.index > end) runs.push({ type: 'text', text: text.slice(end, match.index) });
    runs.push({ type: 'hidden', escape: escapeName(match[0]) });
    end = match.index + match[0].length;
  }
  if (end < text.length) runs.push({ type: 'text', text: text.slice(end) });
  return runs;
}

/** The text with hidden characters written out, for places that take a plain string such as a tooltip. */
export function withVisibleCharacters(text: string): string {
  return visibleRuns(text)
    .map((run) => (run.type === 'text' ? run.text : `[${run.escape}]`))
    .join('');
}

/** The text without them, for words from outside that a person is to send as their own. */
export function withoutHiddenCharacters(text: string): string {
  return visibleRuns(text)
    .map((run) => (run.type === 'text' ? run.text : ''))
    .join('');
}

function escapeName(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

function isEmojiJoin(text: string, index: number): boolean {
  return (
    /\p{Extended_Pictographic}[\ufe0f\u{1f3fb}-\u{1f3ff}]?$/u.test(text.slice(Math.max(0, index - 5), index)) &&
    /^\p{Extended_Pictographic}/u.test(text.slice(index + 1, index + 4))
  );
}
