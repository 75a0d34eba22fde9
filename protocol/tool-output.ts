/**
 * What a tool printed, when it is long: a message carries its beginning and its end, the whole is kept beside the message and asked for
 * when somebody opens it. Main and the window grow live output by the same rule, so both count the same offsets.
 */
import type { Part, ToolResult } from './conversation.ts';

/** In UTF-16 units. Longer output is an excerpt in messages: 400 lines of 80 characters are shown at once, a page of messages stays below a few megabytes. */
export const MAX_SHOWN_OUTPUT_CHARS = 32 * 1024;

/** The beginning says what ran, the end how it went. */
const HEAD_CHARS = 8 * 1024;
const TAIL_CHARS = 16 * 1024;

type Output = Pick<ToolResult, 'output' | 'omitted'>;

/** Length of all that was printed. */
export function outputLength({ output, omitted }: Output): number {
  return output.length + (omitted?.chars ?? 0);
}

/** The output itself where it is short; else its beginning and end. */
export function shownOutput(shown: Output): Output {
  const { output, omitted } = shown;
  if (output.length <= MAX_SHOWN_OUTPUT_CHARS) return shown;
  const headEnd = omitted?.at ?? avoidHalfCharacter(output, HEAD_CHARS);
  const tailStart = avoidHalfCharacter(output, output.length - TAIL_CHARS);
  return {
    output: output.slice(0, headEnd) + output.slice(tailStart),
    omitted: { at: headEnd, chars: (omitted?.chars ?? 0) + tailStart - headEnd },
  };
}

/** The output with `text` after its first `offset` characters; `gap` where something before it is missing. Text that is there already changes nothing. */
export function growOutput(shown: Output, offset: number, text: string): Output | 'gap' {
  const length = outputLength(shown);
  if (offset > length) return 'gap';
  const missing = offset + text.length - length;
  return missing <= 0 ? shown : shownOutput({ ...shown, output: shown.output + text.slice(text.length - missing) });
}

/** In one piece, with words where something is left out. */
export function outputText({ output, omitted }: Output): string {
  if (omitted === undefined) return output;
  return `${output.slice(0, omitted.at)}\n[… ${omitted.chars} characters left out …]\n${output.slice(omitted.at)}`;
}

/** The part as a message carries it. */
export function withShownOutput(part: Part): Part {
  if (part.type !== 'tool-call' || part.result === undefined || part.result.output.length <= MAX_SHOWN_OUTPUT_CHARS) return part;
  return { ...part, result: { ...part.result, ...shownOutput(part.result) } };
}

/** A cut between the two halves of a character would leave two that nobody can read. */
function avoidHalfCharacter(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff ? at + 1 : at;
}
