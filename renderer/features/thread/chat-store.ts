/**
 * One store per open conversation: loads it, takes main's events in, and loads again when something was missed.
 *
 * Events are gathered and applied once per animation frame, so a burst of chunks costs one render. Stores of the last few
 * conversations stay alive, which makes switching back instant.
 */
import { useSyncExternalStore } from 'react';
import type { AttachedPart } from '#protocol/conversation.ts';
import { type ErrorInfo, toErrorInfo } from '#protocol/errors.ts';
import type { ChatEvent, InvokeChannel, InvokeRequest, InvokeResponse, OpenApproval, OpenedConversation } from '#protocol/ipc.ts';
import { addEarlier, addLater, applyEvents, type ChatState, openState, refreshState, reopenState } from './chat-state.ts';

/** What a store needs of the outside; tests give their own. */
export type ChatTransport = {
  invoke: <Channel extends InvokeChannel>(channel: Channel, request: InvokeRequest<Channel>) => Promise<InvokeResponse<Channel>>;
  /** Calls back once, soon: at the next frame, or a little later while the window is hidden and has no frames. */
  schedule: (callback: () => void) => void;
};

/** `state` is null until the first answer of `chat.open`; `loadError` says why it did not come. */
export type ChatSnapshot = {
  state: ChatState | null;
  loadError: ErrorInfo | null;
  isLoadingEarlier: boolean;
  isLoadingLater: boolean;
};

/** Messages per page: a screen shows about ten; a hundred hide the seam without a noticeable parse. */
const PAGE_SIZE = 100;
const NO_ATTACHMENTS: readonly AttachedPart[] = [];
/** A reload that brings nothing new must not become a loop: each further one in a row waits longer. */
const RELOAD_DELAYS_MS = [0, 100, 500, 2000];

export class ChatStore {
  readonly conversationId: string;
  readonly #transport: ChatTransport;
  readonly #listeners = new Set<() => void>();
  #snapshot: ChatSnapshot = { state: null, loadError: null, isLoadingEarlier: false, isLoadingLater: false };
  #queue: ChatEvent[] = [];
  #isFlushScheduled = false;
  #isLoading = false;
  #reloadsInARow = 0;
  #isReloadPlanned = false;
  /** What the first `chat.open` brought; the composer takes over from there. */
  #draft = '';
  #draftAttachments: readonly AttachedPart[] = NO_ATTACHMENTS;
  #unreadable: OpenedConversation['unreadable'];

  constructor(conversationId: string, transport: ChatTransport) {
    this.conversationId = conversationId;
    this.#transport = transport;
  }

  /** The draft stored in main when the conversation was opened here. */
  get draft(): string {
    return this.#draft;
  }

  /** What was attached to it when the conversation was opened. */
  get draftAttachments(): readonly AttachedPart[] {
    return this.#draftAttachments;
  }

  /** What was damaged when the conversation was opened here. */
  get unreadable(): OpenedConversation['unreadable'] {
    return this.#unreadable;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly getSnapshot = (): ChatSnapshot => this.#snapshot;

  /** Asks main for the conversation, the first time or again. */
  async load(): Promise<void> {
    await this.#open(() => this.#transport.invoke('chat.open', { conversationId: this.conversationId, limit: PAGE_SIZE }));
  }

  /** Shows the path through this message. Rejects where main refuses. */
  async selectBranch(messageId: string): Promise<void> {
    const opened = await this.#transport.invoke('chat.selectBranch', { conversationId: this.conversationId, messageId });
    this.#accept(opened, reopenState);
  }

  /** Makes sure that this message is among those loaded: where it is not, the place around it takes theirs. Rejects where main refuses. */
  async openAround(messageId: string): Promise<void> {
    const { state } = this.#snapshot;
    if (state?.live?.id === messageId || state?.settled.some(({ id }) => id === messageId)) return;
    const request = { conversationId: this.conversationId, messageId, limit: PAGE_SIZE };
    this.#accept(await this.#transport.invoke('chat.openAround', request), (_, opened) => openState(opened));
  }

  /** Back to the end of the path, from a place further up. Rejects where main refuses. */
  async openLatest(): Promise<void> {
    if (this.#snapshot.state?.hasLater !== true) return;
    const opened = await this.#transport.invoke('chat.open', { conversationId: this.conversationId, limit: PAGE_SIZE });
    this.#accept(opened, reopenState);
  }

  /** Loads the page below the last message, when there is one. */
  async loadLater(): Promise<void> {
    const { state, isLoadingLater } = this.#snapshot;
    const last = state?.settled.at(-1);
    if (!state?.hasLater || isLoadingLater || last === undefined) return;
    this.#set({ isLoadingLater: true });
    try {
      const page = await this.#transport.invoke('chat.later', {
        conversationId: this.conversationId,
        afterMessageId: last.id,
        limit: PAGE_SIZE,
      });
      const current = this.#snapshot.state;
      this.#set({ isLoadingLater: false, ...(current !== null && { state: addLater(current, last.id, page) }) });
      // What was added while the page was on its way was not for this place, and the end has to be whole.
      if (!page.hasLater) void this.load();
    } catch (error) {
      this.#set({ isLoadingLater: false, loadError: toErrorInfo(error) });
    }
  }

  /** Loads the page above the first message, when there is one. */
  async loadEarlier(): Promise<void> {
    const { state, isLoadingEarlier } = this.#snapshot;
    const first = state?.settled[0];
    if (!state?.hasEarlier || isLoadingEarlier || first === undefined) return;
    this.#set({ isLoadingEarlier: true });
    try {
      const page = await this.#transport.invoke('chat.earlier', {
        conversationId: this.conversationId,
        beforeMessageId: first.id,
        limit: PAGE_SIZE,
      });
      const current = this.#snapshot.state;
      this.#set({ isLoadingEarlier: false, ...(current !== null && { state: addEarlier(current, first.id, page) }) });
    } catch (error) {
      this.#set({ isLoadingEarlier: false, loadError: toErrorInfo(error) });
    }
  }

  /** Takes events in; they show with the next frame. While a load runs they wait for it and are applied on top. */
  receive(events: readonly ChatEvent[]): void {
    this.#queue.push(...events);
    this.#scheduleFlush();
  }

  /** The approvals that are open now, as main's global list has them. */
  receiveApprovals(approvals: readonly OpenApproval[]): void {
    const { state } = this.#snapshot;
    if (state === null) return;
    if (approvals.length === 0 && state.approvals.length === 0) return;
    this.#set({ state: { ...state, approvals } });
  }

  /** Conversation values the sidebar knows first: title, model, folder, mode. */
  receiveConversation(conversation: ChatState['conversation']): void {
    const { state } = this.#snapshot;
    if (state !== null) this.#set({ state: { ...state, conversation } });
  }

  async #open(ask: () => Promise<OpenedConversation>): Promise<void> {
    if (this.#isLoading) return;
    this.#isLoading = true;
    try {
      const opened = await ask();
      this.#isLoading = false;
      this.#accept(opened, refreshState);
    } catch (error) {
      this.#isLoading = false;
      this.#set({ loadError: toErrorInfo(error) });
    }
  }

  /** `merge` says what becomes of the pages that are here. */
  #accept(opened: OpenedConversation, merge: (state: ChatState, opened: OpenedConversation) => ChatState): void {
    const { state } = this.#snapshot;
    if (state === null) {
      [this.#draft, this.#draftAttachments] = [opened.draft, opened.draftAttachments];
      this.#unreadable = opened.unreadable;
    }
    this.#set({ state: state === null ? openState(opened) : merge(state, opened), loadError: null });
    this.#flush();
  }

  #scheduleFlush(): void {
    if (this.#isFlushScheduled || this.#isLoading) return;
    this.#isFlushScheduled = true;
    this.#transport.schedule(() => {
      this.#isFlushScheduled = false;
      this.#flush();
    });
  }

  #flush(): void {
    const { state } = this.#snapshot;
    if (this.#isLoading || state === null || this.#queue.length === 0) return;
    const events = this.#queue;
    this.#queue = [];
    const next = applyEvents(state, events);
    if (next !== state) this.#set({ state: next });
    if (next.needsReload) this.#reload();
    else this.#reloadsInARow = 0;
  }

  #reload(): void {
    if (this.#isReloadPlanned) return;
    const delayMs = RELOAD_DELAYS_MS[Math.min(this.#reloadsInARow, RELOAD_DELAYS_MS.length - 1)] ?? 0;
    this.#reloadsInARow += 1;
    if (delayMs === 0) {
      void this.load();
      return;
    }
    this.#isReloadPlanned = true;
    setTimeout(() => {
      this.#isReloadPlanned = false;
      void this.load();
    }, delayMs);
  }

  #set(change: Partial<ChatSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...change };
    for (const listener of this.#listeners) listener();
  }
}

/** The part of a store's value that `select` picks; renders again only when that part is another one. */
export function useChat<T>(store: ChatStore, select: (snapshot: ChatSnapshot) => T): T {
  return useSyncExternalStore(store.subscribe, () => select(store.getSnapshot()));
}
