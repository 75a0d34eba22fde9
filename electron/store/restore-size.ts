/** Makes one message that is too large for a restore smaller, so that a single huge output doesn't cost the agent all its memory. */
import type { RestoredMessage } from '#protocol/bridge.ts';
import { isUserPart, type Part } from '#protocol/conversation.ts';

/** What is kept of a long text: enough to know what it was about. */
const KEPT_CHARS = 4_000;

export interface SizedMessage {
  message: RestoredMessage;
  /** Of its JSON. */
  bytes: number;
}

/** The message itself when its JSON is at most `maxBytes`; else without provider contents and images, and with long texts cut. */
export function fitForRestore(message: RestoredMessage, maxBytes: number): SizedMessage {
  const bytes = jsonBytes(message);
  if (bytes <= maxBytes) return { message, bytes };
  const shortened: RestoredMessage = { role: message.role, status: message.status, parts: message.parts.map(shortenPart) };
  return { message: shortened, bytes: jsonBytes(shortened) };
}

function jsonBytes(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}

function shortenPart(part: Part): Part {
  switch (part.type) {
    case 'text':
    case 'thought':
      return { ...part, text: shorten(part.text) };
    case 'image':
      return { type: 'text', text: `[Image left out: ${part.name ?? part.mimeType}]` };
    case 'file':
      return { type: 'text', text: `[File left out: ${part.name}]` };
    case 'folder':
      return { ...part, files: part.files.slice(0, 100) };
    case 'steering':
      return { ...part, parts: part.parts.map(shortenPart).filter(isUserPart) };
    case 'tool-call':
      return {
        ...part,
        args: Object.fromEntries(
          Object.entries(part.args).map(([name, value]) => [name, typeof value === 'string' ? shorten(value) : value]),
        ),
        ...(part.result !== undefined && {
          result: {
            output: shorten(part.result.output, part.result.omitted?.chars),
            ...(part.result.error !== undefined && { error: shorten(part.result.error) }),
          },
        }),
      };
    case 'error':
    case 'notice':
      return part;
  }
}

/** `omittedChars`: what is left out of the text already. */
function shorten(text: string, omittedChars = 0): string {
  if (text.length <= KEPT_CHARS) return text;
  return `${text.slice(0, KEPT_CHARS).toWellFormed()}\n[… ${text.length - KEPT_CHARS + omittedChars} more characters left out]`;
}
