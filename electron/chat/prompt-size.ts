/** A prompt has to fit into one line to its agent: said in the person's words, before anything is stored. */
import { MAX_LINE_BYTES } from '#protocol/bridge.ts';
import type { UserPart } from '#protocol/conversation.ts';
import { AppError } from '#protocol/errors.ts';

/** Room for the frame around the parts. */
const MAX_PROMPT_BYTES = MAX_LINE_BYTES - 64 * 1024;

/** Throws `too-large`, naming the part that takes the most. */
export function assertPromptFits(parts: readonly UserPart[]): void {
  const sizes = parts.map((part) => ({ part, bytes: Buffer.byteLength(JSON.stringify(part)) }));
  const bytes = sizes.reduce((sum, size) => sum + size.bytes, 0);
  if (bytes <= MAX_PROMPT_BYTES) return;
  const largest = sizes.reduce((a, b) => (b.bytes > a.bytes ? b : a));
  throw new AppError({
    code: 'too-large',
    message: `The message is ${megabytes(bytes)} MB and can have ${megabytes(MAX_PROMPT_BYTES)} MB. ${nameOf(largest.part)} takes the most of it.`,
  });
}

function megabytes(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(1);
}

function nameOf(part: UserPart): string {
  switch (part.type) {
    case 'text':
      return 'The text';
    case 'image':
      return part.name ?? 'The image';
    case 'file':
      return part.name;
    case 'folder':
      return part.path;
  }
}
