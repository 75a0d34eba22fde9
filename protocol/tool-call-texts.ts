/**
 * What a tool call was given and what it changed, when that is long: pages of messages come without it, and it is asked for when somebody opens
 * the call. A page may hold a hundred edits of files of a megabyte, of which perhaps one is looked at.
 */
import type { Message, Part, ToolCallPart } from './conversation.ts';

/** In UTF-16 units, arguments and both sides of the diff together: the limit of what a call's output may have in a page. */
export const MAX_SHOWN_CALL_CHARS = 32 * 1024;

/** Of each long argument: what a line about the call can show. */
const KEPT_ARGUMENT_CHARS = 200;

/** The message as a page carries it. */
export function withShownCalls(message: Message): Message {
  if (!message.parts.some(isLongCall)) return message;
  return { ...message, parts: message.parts.map((part) => (isLongCall(part) ? shownCall(part) : part)) };
}

function isLongCall(part: Part): part is ToolCallPart {
  return part.type === 'tool-call' && callChars(part) > MAX_SHOWN_CALL_CHARS;
}

function shownCall(part: ToolCallPart): ToolCallPart {
  const leftOut = { chars: callChars(part) };
  const args = shortened(part.args) as ToolCallPart['args'];
  if (part.result === undefined) return { ...part, args, leftOut };
  const { diff: _, ...result } = part.result;
  return { ...part, args, result, leftOut };
}

function callChars({ args, result }: ToolCallPart): number {
  return charsIn(args) + (result?.diff?.oldText?.length ?? 0) + (result?.diff?.newText.length ?? 0);
}

function charsIn(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce((sum: number, item: unknown) => sum + charsIn(item), 0);
}

function shortened(value: unknown): unknown {
  if (typeof value === 'string')
    return value.length <= KEPT_ARGUMENT_CHARS ? value : `${value.slice(0, KEPT_ARGUMENT_CHARS).toWellFormed()}…`;
  if (Array.isArray(value)) return value.map(shortened);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, shortened(item)]));
}
