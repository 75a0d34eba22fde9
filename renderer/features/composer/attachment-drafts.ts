import type { Attachment } from './attachments.ts';

/** Images waiting in composers that are not on screen, by conversation. In this window only: main stores no image before it is sent. */
class AttachmentDrafts {
  readonly #waiting = new Map<string, readonly Attachment[]>();

  get(conversationId: string): readonly Attachment[] {
    return this.#waiting.get(conversationId) ?? NONE;
  }

  set(conversationId: string, attachments: readonly Attachment[]): void {
    if (attachments.length === 0) this.#waiting.delete(conversationId);
    else this.#waiting.set(conversationId, attachments);
  }
}

const NONE: readonly Attachment[] = [];

export const attachmentDrafts = new AttachmentDrafts();
