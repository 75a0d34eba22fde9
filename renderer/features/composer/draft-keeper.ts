/**
 * Keeps what is being written: in memory for switching back at once, in main for tomorrow. Saved a moment after the last key, and at
 * once when the conversation is left or the window closes.
 */

const SAVE_AFTER_MS = 400;

export type SaveDraft = (conversationId: string, text: string) => Promise<unknown>;

export class DraftKeeper {
  readonly #save: SaveDraft;
  readonly #texts = new Map<string, string>();
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(save: SaveDraft) {
    this.#save = save;
  }

  /** The text being written in a conversation, or undefined when this window does not know of any. */
  get(conversationId: string): string | undefined {
    return this.#texts.get(conversationId);
  }

  /** Takes the text over; main gets it after a short rest. */
  set(conversationId: string, text: string): void {
    if (this.#texts.get(conversationId) === text) return;
    this.#texts.set(conversationId, text);
    clearTimeout(this.#timers.get(conversationId));
    this.#timers.set(
      conversationId,
      setTimeout(() => this.flush(conversationId), SAVE_AFTER_MS),
    );
  }

  /** Takes a text that main has already, without saving it again. */
  adopt(conversationId: string, text: string): void {
    this.#texts.set(conversationId, text);
  }

  /** Saves at once what has not been saved yet. */
  flush(conversationId: string): void {
    const timer = this.#timers.get(conversationId);
    if (timer === undefined) return;
    clearTimeout(timer);
    this.#timers.delete(conversationId);
    const text = this.#texts.get(conversationId) ?? '';
    // A draft that could not be saved is tried again with the next key; the text is still in the field.
    void this.#save(conversationId, text).catch(
      () =>
        this.#texts.get(conversationId) === text &&
        this.#timers.set(
          conversationId,
          setTimeout(() => this.flush(conversationId), 5000),
        ),
    );
  }

  /** Saves everything at once: the window is about to go. */
  flushAll(): void {
    for (const conversationId of [...this.#timers.keys()]) this.flush(conversationId);
  }
}
