/**
 * What is attached to the prompts being written, by conversation: kept outside of the composer, so that a file that is still being read finds
 * its place when one has gone to another conversation meanwhile, and saved in main at each change, for tomorrow.
 */
import type { AttachedPart } from '#protocol/conversation.ts';
import type { Attachment } from './attachments.ts';

export type SaveAttachments = (conversationId: string, attachments: AttachedPart[]) => void;

export class AttachmentDrafts {
  readonly #save: SaveAttachments;
  readonly #waiting = new Map<string, readonly Attachment[]>();
  readonly #listeners = new Set<() => void>();

  constructor(save: SaveAttachments) {
    this.#save = save;
  }

  /** Undefined where this window has changed none yet: those stored hold. */
  get(conversationId: string): readonly Attachment[] | undefined {
    return this.#waiting.get(conversationId);
  }

  set(conversationId: string, attachments: readonly Attachment[]): void {
    if (attachments.length === 0 && this.#waiting.get(conversationId)?.length === 0) return;
    this.#waiting.set(conversationId, attachments);
    this.#save(
      conversationId,
      attachments.map(({ part }) => part),
    );
    for (const listener of this.#listeners) listener();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };
}
