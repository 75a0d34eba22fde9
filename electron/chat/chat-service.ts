/** What the chat window does: open, send, stop, retry, branch, answer. Stores first, then sends, then stores what streams back. */
import {
  type ApprovalDecision,
  type AttachedPart,
  isUserPart,
  type Message,
  type ToolCallPart,
  type UserPart,
} from '#protocol/conversation.ts';
import { AppError } from '#protocol/errors.ts';
import type { MessagePage, MessagePageAround, OpenedAround, OpenedConversation } from '#protocol/ipc.ts';
import { withShownCalls } from '#protocol/tool-call-texts.ts';
import type { ApprovalRules, AskingPlace } from '../approvals/approval-rules.ts';
import type { ConversationStore } from '../store/conversations.ts';
import type { DraftAttachmentStore } from '../store/draft-attachments.ts';
import type { MessageStore } from '../store/messages.ts';
import { answerApproval } from './answer-approval.ts';
import type { Approvals } from './approvals.ts';
import type { BridgeManager } from './bridge-manager.ts';
import type { ChatEvents } from './chat-events.ts';
import type { ConversationService } from './conversation-service.ts';
import { titleFromPrompt } from './conversation-title.ts';
import type { MessageQueues } from './message-queue.ts';
import { planCompression } from './plan-compression.ts';
import { assertPromptFits } from './prompt-size.ts';
import type { TurnWork } from './session.ts';
import { type RunningTurn, startTurn, type TurnOutcome, type TurnRunnerOptions } from './turn-runner.ts';

export interface ChatServiceOptions {
  conversations: ConversationStore;
  messages: MessageStore;
  draftAttachments: DraftAttachmentStore;
  conversationService: ConversationService;
  approvals: Approvals;
  approvalRules: ApprovalRules;
  /** Where a conversation's agent works. */
  placeOf: (conversationId: string) => AskingPlace;
  bridges: BridgeManager;
  events: ChatEvents;
  queues: Pick<MessageQueues, 'of' | 'countUnreadable' | 'turnEnded'>;
  /** Everything inside is committed together. */
  transaction: <Result>(work: () => Result) => Result;
  turnOptions: TurnRunnerOptions;
}

export interface SendRequest {
  conversationId: string;
  parts: UserPart[];
  parentId?: string | null | undefined;
  /** Stored together with the message, or not at all. */
  alongside?: (() => void) | undefined;
}

export interface ApprovalAnswer {
  conversationId: string;
  approvalId: string;
  decision: ApprovalDecision;
  reason?: string | undefined;
  newContent?: string | undefined;
  newCommand?: string | undefined;
}

export interface EndedTurn {
  conversationId: string;
  outcome: TurnOutcome;
  durationMs: number;
  /** What its failure was, in a plain sentence; null where it ended well, or by the person. */
  failure: string | null;
}

export interface ChatService {
  open(conversationId: string, limit: number): OpenedConversation;
  earlier(conversationId: string, beforeMessageId: string, limit: number): MessagePage;
  /** Opens the conversation at a message, and shows the path through it: `busy` where that is another one and a turn runs. */
  openAround(conversationId: string, messageId: string, limit: number): OpenedAround;
  later(conversationId: string, afterMessageId: string, limit: number): MessagePageAround;
  /** All that a tool call printed. */
  toolOutput(conversationId: string, messageId: string, callId: string): string;
  /** With what pages leave out of it. */
  toolCall(conversationId: string, messageId: string, callId: string): ToolCallPart;
  send(request: SendRequest): { userMessageId: string; assistantMessageId: string };
  retry(conversationId: string, assistantMessageId: string): { assistantMessageId: string };
  /**
   * Makes room in the model's context: a turn whose answer says so. Sends the prompt again that did not fit, if there is one. Throws `busy`,
   * `conflict`.
   */
  compress(conversationId: string): { assistantMessageId: string };
  /** Fulfilled when the turn has ended; at once when none runs. */
  stop(conversationId: string): Promise<void>;
  selectBranch(conversationId: string, messageId: string): OpenedConversation;
  saveDraft(conversationId: string, text: string): void;
  /** Throws `too-large` where they could not be sent together. */
  saveDraftAttachments(conversationId: string, attachments: readonly AttachedPart[]): void;
  answerApproval(answer: ApprovalAnswer): Promise<void>;
  isRunning(conversationId: string): boolean;
  /** For messages that came or went otherwise than by a turn: an open window reads them anew. */
  announceRewritten(conversationIds: readonly string[]): void;
  /** When the turn that runs began; null when none does. */
  turnStartedAt(conversationId: string): number | null;
  /** Told of a turn that has ended, unless the next one has begun by itself. */
  onDidEndTurn(listener: (ended: EndedTurn) => void): void;
  /** Fulfilled when no turn runs any more; ends none itself. */
  settled(): Promise<void>;
}

interface NewTurn {
  /** What the answer continues. */
  parentId: string;
  work: TurnWork;
  /** What the agent must know before. */
  contextMessageId: string | null;
  /** Messages that continue the path shown; null when the path itself becomes another. */
  added: Message[] | null;
  onComplete?: () => void;
}

export function createChatService(options: ChatServiceOptions): ChatService {
  const { conversations, messages, conversationService, approvals, bridges, events, turnOptions } = options;
  const runningTurns = new Map<string, RunningTurn>();
  const turnEndListeners = new Set<(ended: EndedTurn) => void>();

  const assertNoTurn = (conversationId: string) => {
    if (!runningTurns.has(conversationId)) return;
    throw new AppError({ code: 'busy', message: 'The agent is still answering. Stop it first, or wait until it is done.' });
  };

  const failureIn = (messageId: string): string | null => {
    try {
      const part = messages.get(messageId)?.parts.findLast(({ type }) => type === 'error');
      return part?.type === 'error' ? part.error.message : null;
    } catch {
      // The database can't be read: that the turn failed is told all the same.
      return null;
    }
  };

  /** Answers the stored prompt. */
  const answerPrompt = (conversationId: string, userMessage: Message, added: Message[] | null): string =>
    beginTurn(conversationId, {
      parentId: userMessage.id,
      work: { type: 'answer', prompt: userMessage.parts.filter(isUserPart) },
      contextMessageId: userMessage.parentId,
      added,
    });

  const beginTurn = (conversationId: string, { parentId, work, contextMessageId, added, onComplete }: NewTurn): string => {
    const assistantMessage = messages.beginAssistantMessage({ conversationId, parentId });
    if (added === null) events.emit(conversationId, { type: 'path-changed' });
    else for (const message of [...added, assistantMessage]) events.emit(conversationId, { type: 'message-added', message });
    const running = startTurn(
      {
        conversation: conversationService.get(conversationId),
        work,
        contextMessageId,
        assistantMessageId: assistantMessage.id,
      },
      turnOptions,
    );
    runningTurns.set(conversationId, running);
    events.emit(conversationId, { type: 'turn-changed', turn: { ...running.turn } });
    conversationService.announce(conversationId);
    void running.finished.then((outcome) => {
      runningTurns.delete(conversationId);
      events.emit(conversationId, { type: 'turn-changed', turn: null });
      events.flush();
      if (conversations.getListed(conversationId) === null) return;
      try {
        conversationService.markUnread(conversationId);
      } catch (error) {
        // The database can't be written: the turn itself has said so where it matters.
        turnOptions.log.warn('An answer could not be marked as unread', { conversationId, error });
      }
      conversationService.announce(conversationId);
      if (outcome === 'complete') onComplete?.();
      if (runningTurns.has(conversationId)) return;
      options.queues.turnEnded(conversationId, outcome);
      if (runningTurns.has(conversationId)) return;
      const failure = outcome === 'failed' || outcome === 'interrupted' ? failureIn(assistantMessage.id) : null;
      const ended = { conversationId, outcome, durationMs: Date.now() - running.turn.startedAt, failure };
      for (const listener of turnEndListeners) listener(ended);
    });
    return assistantMessage.id;
  };

  const openWith = <Page extends MessagePage>(conversationId: string, readPage: () => Page): Page & OpenedConversation => {
    const conversation = conversationService.summary(conversationId);
    // What is gathered for the window is older than the page it gets now.
    events.flush();
    const running = runningTurns.get(conversationId);
    running?.flush();
    const draftAttachments = options.draftAttachments.list(conversationId);
    return {
      ...shownPage(readPage()),
      conversation,
      turn: running === undefined ? null : { ...running.turn },
      approvals: approvals.listFor(conversationId),
      draft: conversations.getDraft(conversationId),
      draftAttachments,
      queue: options.queues.of(conversationId),
      ...unreadableIn(conversationId, draftAttachments),
    };
  };

  const unreadableIn = (conversationId: string, attached: readonly AttachedPart[]): Pick<OpenedConversation, 'unreadable'> => {
    const queuedMessages = options.queues.countUnreadable(conversationId);
    // Attachments may be megabytes: where there are any they were read just now.
    const draftAttachments = attached.length === 0 && options.draftAttachments.isUnreadable(conversationId);
    return queuedMessages > 0 || draftAttachments ? { unreadable: { queuedMessages, draftAttachments } } : {};
  };

  const open = (conversationId: string, limit: number) => openWith(conversationId, () => messages.tail(conversationId, limit));

  const messageOf = (conversationId: string, messageId: string): Message => {
    const message = messages.get(messageId);
    if (message === null || message.conversationId !== conversationId) {
      throw new AppError({ code: 'not-found', message: 'This message is no longer part of the conversation.' });
    }
    return message;
  };

  const forgetDraft = (conversationId: string) => {
    conversations.setDraft(conversationId, '');
    options.draftAttachments.replace(conversationId, []);
  };

  const send: ChatService['send'] = ({ conversationId, parts, parentId, alongside }) => {
    const conversation = conversationService.get(conversationId);
    assertNoTurn(conversationId);
    assertPromptFits(parts);
    if (typeof parentId === 'string') messageOf(conversationId, parentId);
    const continuesPath = parentId === undefined || parentId === conversation.leafMessageId;
    const userMessage = options.transaction(() => {
      const message = messages.appendUserMessage({ conversationId, parts, ...(parentId !== undefined && { parentId }) });
      // What waited in the queue or changes an earlier prompt was not in the composer: there the person may be writing something else.
      if (alongside !== undefined) alongside();
      else if (parentId === undefined) forgetDraft(conversationId);
      return message;
    });
    if (!conversation.titleIsManual && conversation.leafMessageId === null)
      conversations.update(conversationId, { title: titleFromPrompt(parts) });
    const assistantMessageId = answerPrompt(conversationId, userMessage, continuesPath ? [userMessage] : null);
    return { userMessageId: userMessage.id, assistantMessageId };
  };

  /** The thread goes on after this message with one that says that room was made. `promptToSend`: what did not fit before. */
  const compressAfter = (conversationId: string, messageId: string, promptToSend: UserPart[] | null): string =>
    beginTurn(conversationId, {
      parentId: messageId,
      work: { type: 'compress' },
      contextMessageId: messageId,
      added: messageId === conversationService.get(conversationId).leafMessageId ? [] : null,
      ...(promptToSend !== null && { onComplete: () => void send({ conversationId, parts: promptToSend, alongside: () => {} }) }),
    });

  const stop = async (conversationId: string) => {
    await runningTurns.get(conversationId)?.stop();
  };

  return {
    open,
    stop,
    announceRewritten(conversationIds) {
      for (const id of conversationIds) events.emit(id, { type: 'path-changed' });
    },

    isRunning: (conversationId) => runningTurns.has(conversationId),
    turnStartedAt: (conversationId) => runningTurns.get(conversationId)?.turn.startedAt ?? null,
    onDidEndTurn: (listener) => void turnEndListeners.add(listener),

    earlier(conversationId, beforeMessageId, limit) {
      messageOf(conversationId, beforeMessageId);
      return shownPage(messages.earlier(conversationId, beforeMessageId, limit));
    },

    openAround(conversationId, messageId, limit) {
      messageOf(conversationId, messageId);
      if (!messages.isShown(messageId)) {
        assertNoTurn(conversationId);
        messages.selectBranch(messageId);
      }
      return openWith(conversationId, () => messages.around(messageId, limit));
    },

    later(conversationId, afterMessageId, limit) {
      messageOf(conversationId, afterMessageId);
      return shownPage(messages.later(conversationId, afterMessageId, limit));
    },

    toolOutput(conversationId, messageId, callId) {
      messageOf(conversationId, messageId);
      runningTurns.get(conversationId)?.flush();
      return messages.toolOutput(messageId, callId);
    },

    toolCall(conversationId, messageId, callId) {
      runningTurns.get(conversationId)?.flush();
      const call = messageOf(conversationId, messageId).parts.find((part) => part.type === 'tool-call' && part.callId === callId);
      if (call?.type === 'tool-call') return call;
      throw new AppError({ code: 'not-found', message: 'This tool call is no longer part of the conversation.' });
    },

    send,

    retry(conversationId, assistantMessageId) {
      assertNoTurn(conversationId);
      const answer = messageOf(conversationId, assistantMessageId);
      const prompt = answer.parentId === null ? null : messageOf(conversationId, answer.parentId);
      if (answer.role === 'assistant' && prompt?.role === 'assistant')
        return { assistantMessageId: compressAfter(conversationId, prompt.id, null) };
      if (answer.role !== 'assistant' || prompt?.role !== 'user') {
        throw new AppError({ code: 'invalid-request', message: 'Only an answer to a prompt can be tried again.' });
      }
      return { assistantMessageId: answerPrompt(conversationId, prompt, null) };
    },

    compress(conversationId) {
      const { leafMessageId } = conversationService.get(conversationId);
      assertNoTurn(conversationId);
      const plan = leafMessageId === null ? null : planCompression(messageOf(conversationId, leafMessageId), messages);
      if (plan === null) throw new AppError({ code: 'conflict', message: 'There is nothing in this conversation yet to summarize.' });
      const { afterMessageId, promptToSend } = plan;
      return {
        assistantMessageId: compressAfter(conversationId, afterMessageId, promptToSend),
      };
    },

    selectBranch(conversationId, messageId) {
      assertNoTurn(conversationId);
      messageOf(conversationId, messageId);
      messages.selectBranch(messageId);
      return open(conversationId, 100);
    },

    saveDraft(conversationId, text) {
      conversationService.get(conversationId);
      conversations.setDraft(conversationId, text);
    },

    saveDraftAttachments(conversationId, attachments) {
      assertPromptFits(attachments);
      options.draftAttachments.replace(conversationId, attachments);
    },

    answerApproval: (answer) =>
      answerApproval(answer, {
        approvals,
        approvalRules: options.approvalRules,
        placeOf: options.placeOf,
        tellAgent: (conversationId, frame) => bridges.answerApproval(conversationId, frame),
        markApproval: (conversationId, callId, approval) => runningTurns.get(conversationId)?.markApproval(callId, approval),
        log: turnOptions.log,
      }),

    async settled() {
      await Promise.all([...runningTurns.values()].map((running) => running.finished));
    },
  };
}

/** Without what is long in its tool calls. */
function shownPage<Page extends MessagePage>(page: Page): Page {
  return { ...page, messages: page.messages.map(withShownCalls) };
}
