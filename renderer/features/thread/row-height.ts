/**
 * A guess of how high a message will be, before it was ever drawn. The better it is, the less the scroll bar jumps while one
 * scrolls through messages not seen yet.
 */
import type { Message, Part } from '#protocol/conversation.ts';

const CHARACTERS_PER_LINE = 92;
const PROMPT_CHARACTERS_PER_LINE = 86;
const LINE_PX = 24;
const CODE_LINE_PX = 20;
/** Paddings and the line for actions. */
const FRAME_PX = 52;
const PROMPT_FRAME_PX = 76;
const FOLDED_PROMPT_PX = 300;
const STEP_PX = 36;
const IMAGE_PX = 208;

/** Height in pixels at the thread's full width. */
export function estimateRowHeight(message: Message): number {
  if (message.role === 'user') return PROMPT_FRAME_PX + Math.min(FOLDED_PROMPT_PX, sum(message.parts, promptPartHeight));
  return FRAME_PX + sum(message.parts, answerPartHeight);
}

function promptPartHeight(part: Part): number {
  if (part.type === 'image') return IMAGE_PX;
  if (part.type === 'file' || part.type === 'folder') return STEP_PX;
  return part.type === 'text' ? textHeight(part.text, PROMPT_CHARACTERS_PER_LINE, LINE_PX) : 0;
}

function answerPartHeight(part: Part): number {
  switch (part.type) {
    case 'text':
      // Code has shorter lines and a bar; half of the line breaks in prose are blank lines that cost half a line.
      return part.text.includes('```')
        ? textHeight(part.text, CHARACTERS_PER_LINE, CODE_LINE_PX) + 48
        : textHeight(part.text, CHARACTERS_PER_LINE, LINE_PX);
    case 'image':
      return IMAGE_PX;
    case 'steering':
      return PROMPT_FRAME_PX + sum(part.parts, promptPartHeight);
    case 'error':
      return 96;
    default:
      return STEP_PX;
  }
}

function textHeight(text: string, charactersPerLine: number, linePx: number): number {
  let lines = 0;
  // Long texts are measured by their length alone: reading a megabyte for a guess is not worth it.
  if (text.length > 20_000) return (text.length / 60) * linePx;
  for (const line of text.split('\n')) lines += line === '' ? 0.5 : Math.ceil(line.length / charactersPerLine);
  return lines * linePx;
}

function sum(parts: readonly Part[], height: (part: Part) => number): number {
  return parts.reduce((total, part) => total + height(part) + 12, 0);
}
