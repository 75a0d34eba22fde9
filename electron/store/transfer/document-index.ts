/** The list at the beginning of a document with many conversations. */
import type { ExportedConversation } from './export-format.ts';

export interface IndexEntry {
  title: string;
  /** Unlike a title or an id of a file, free of anything that means something to HTML or Markdown. */
  anchor: string;
  /** Of the last message, as `2026-11-25`. */
  day: string;
  /** `12 messages`. */
  messages: string;
}

export function anchorOf(index: number): string {
  return `conversation-${index + 1}`;
}

/** The newest first; `chosen` in the order of the document. */
export function indexOf(chosen: readonly { conversation: ExportedConversation; messages: number }[]): IndexEntry[] {
  return chosen
    .map(({ conversation, messages }, index) => ({
      atMs: conversation.updatedAt,
      title: conversation.title,
      anchor: anchorOf(index),
      day: new Date(conversation.updatedAt).toISOString().slice(0, 10),
      messages: `${messages} ${messages === 1 ? 'message' : 'messages'}`,
    }))
    .sort((a, b) => b.atMs - a.atMs);
}
