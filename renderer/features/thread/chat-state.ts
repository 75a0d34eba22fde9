/**
 * What the window knows of one open conversation, as a pure function of `chat.open` and the events after it.
 *
 * Applying an event twice does no harm: text carries its offset, states only move forward, finished messages stay finished. Text
 * that starts beyond what is here means that something was missed; the state then asks to be loaded again and is never patched up.
 */
import type { Message, Part, ToolCallPart, ToolCallState } from '#protocol/conversation.ts';
import type {
  ChatEvent,
  ConversationSummary,
  MessagePage,
  MessagePageAround,
  OpenApproval,
  OpenedAround,
  OpenedConversation,
  Turn,
} from '#protocol/ipc.ts';
import type { MessageQueue } from '#protocol/queue.ts';
import { growOutput, outputLength } from '#protocol/tool-output.ts';

export type ChatState = {
  conversation: ConversationSummary;
  /** The path shown, oldest first, without the message that streams. Replaced only when a message comes or goes. */
  settled: readonly Message[];
  /** The message that streams: always the last of the path, and all that a chunk of text touches. */
  live: Message | null;
  hasEarlier: boolean;
  /** The reader looks at a place further up: newer messages exist below the last one here, and the one that streams is not shown. */
  hasLater: boolean;
  /** Length of the whole path, including what was not loaded yet. */
  totalMessages: number;
  turn: Turn | null;
  approvals: readonly OpenApproval[];
  /** What waits to be sent. */
  queue: MessageQueue;
  /** Something was missed or another path is shown: `chat.open` has to be asked again. */
  needsReload: boolean;
};

/** The state right after `chat.open` or `chat.openAround`. */
export function openState(opened: OpenedConversation | OpenedAround): ChatState {
  const { settled, live } = splitLive(opened.messages);
  return {
    conversation: opened.conversation,
    settled,
    live,
    hasEarlier: opened.hasEarlier,
    hasLater: 'hasLater' in opened && opened.hasLater,
    totalMessages: opened.totalMessages,
    turn: opened.turn,
    approvals: opened.approvals,
    queue: opened.queue,
    needsReload: false,
  };
}

/**
 * The state after `chat.open` was asked again. Earlier pages that had been loaded stay where the new page overlaps them, and messages that
 * did not change keep their identity, so that nothing on screen is rendered anew or moves.
 */
export function reopenState(state: ChatState, opened: OpenedConversation): ChatState {
  const fresh = openState(opened);
  const first = fresh.settled[0];
  if (first === undefined) return fresh;
  const overlap = state.settled.findIndex((message) => message.id === first.id);
  if (overlap === -1) return fresh;
  const known = new Map(state.settled.slice(overlap).map((message) => [message.id, message]));
  const page = fresh.settled.map((message) => {
    const old = known.get(message.id);
    return old !== undefined && isSameFinished(old, message) ? old : message;
  });
  const isUnchanged = page.length === known.size && page.every((message, index) => message === state.settled[overlap + index]);
  return {
    ...fresh,
    settled: isUnchanged ? state.settled : [...state.settled.slice(0, overlap), ...page],
    hasEarlier: overlap === 0 ? fresh.hasEarlier : state.hasEarlier,
  };
}

/** The same for the end of the path still shown: who looks at a place further up stays there. */
export function refreshState(state: ChatState, opened: OpenedConversation): ChatState {
  const firstId = opened.messages[0]?.id;
  const meets = state.settled.some(({ id }) => id === firstId);
  if (!state.hasLater || state.needsReload || meets) return reopenState(state, opened);
  const { conversation, turn, approvals, queue, totalMessages } = opened;
  return { ...state, conversation, turn, approvals, queue, totalMessages };
}

/** Puts a page that `chat.earlier` brought above what is shown. A page for another path (it no longer fits) changes nothing. */
export function addEarlier(state: ChatState, beforeMessageId: string, page: MessagePage): ChatState {
  const first = state.settled[0] ?? state.live;
  if (first === null || first === undefined || first.id !== beforeMessageId) return state;
  return { ...state, settled: [...page.messages, ...state.settled], hasEarlier: page.hasEarlier, totalMessages: page.totalMessages };
}

/** Puts a page that `chat.later` brought below what is shown. A page for another path changes nothing. */
export function addLater(state: ChatState, afterMessageId: string, page: MessagePageAround): ChatState {
  if (!state.hasLater || state.settled.at(-1)?.id !== afterMessageId) return state;
  const { settled, live } = splitLive(page.messages);
  return { ...state, settled: [...state.settled, ...settled], live, hasLater: page.hasLater, totalMessages: page.totalMessages };
}

/** Applies events in order. Returns the same object when nothing changed. */
export function applyEvents(state: ChatState, events: readonly ChatEvent[]): ChatState {
  return events.reduce(applyEvent, state);
}

function applyEvent(state: ChatState, event: ChatEvent): ChatState {
  switch (event.type) {
    case 'message-added':
      return addMessage(state, event.message);
    case 'message-finished':
      return finishMessage(state, event.message);
    case 'turn-changed':
      return changeTurn(state, event.turn);
    case 'queue-changed':
      return { ...state, queue: event.queue };
    case 'path-changed':
      return askReload(state);
    case 'part-set':
      return changePart(state, event.messageId, event.index, (old) => mergePart(old, event.part));
    case 'part-text':
      return changePart(state, event.messageId, event.index, (old) => appendPartText(old, event.offset, event.text));
    case 'tool-output':
      return changePart(state, event.messageId, event.index, (old) => appendToolOutput(old, event.offset, event.text));
  }
}

function addMessage(state: ChatState, message: Message): ChatState {
  if (isKnown(state, message.id)) return state;
  // It comes with a later page.
  if (state.hasLater) return { ...state, totalMessages: Math.max(state.totalMessages, message.depth + 1) };
  const last = state.live ?? state.settled.at(-1);
  // A branch, or an answer whose prompt we missed: only a fresh path says where it belongs.
  if ((last?.id ?? null) !== message.parentId || state.live !== null) return askReload(state);
  const grown = { ...state, totalMessages: state.totalMessages + 1 };
  return message.status === 'streaming' ? { ...grown, live: message } : { ...grown, settled: [...state.settled, message] };
}

function finishMessage(state: ChatState, message: Message): ChatState {
  const turn = state.turn?.assistantMessageId === message.id ? null : state.turn;
  if (state.live?.id === message.id) return { ...state, turn, live: null, settled: [...state.settled, message] };
  if (isKnown(state, message.id)) return turn === state.turn ? state : { ...state, turn };
  return addMessage({ ...state, turn }, message);
}

function changeTurn(state: ChatState, turn: Turn | null): ChatState {
  // A late word about a turn that has ended must not bring its waiting line back.
  if (turn !== null && state.settled.some((message) => message.id === turn.assistantMessageId)) return state;
  return { ...state, turn };
}

function changePart(
  state: ChatState,
  messageId: string,
  index: number,
  change: (old: Part | undefined) => Part | 'gap' | undefined,
): ChatState {
  const { live } = state;
  // Finished messages are whole; messages of another path are none of our business.
  if (live === null || live.id !== messageId) return state;
  if (index > live.parts.length) return askReload(state);
  const old = live.parts[index];
  const changed = change(old);
  if (changed === 'gap') return askReload(state);
  if (changed === undefined || changed === old) return state;
  const parts = live.parts.slice();
  parts[index] = changed;
  return { ...state, live: { ...live, parts } };
}

/** The part that follows, which is the old one where the new one is a late copy of an earlier moment. */
function mergePart(old: Part | undefined, next: Part): Part {
  if (old === undefined || old.type !== next.type) return next;
  if (old.type === 'text' && next.type === 'text') return isEarlierText(next.text, old.text) ? old : next;
  if (old.type === 'thought' && next.type === 'thought') {
    if (!isEarlierText(next.text, old.text)) return next;
    return next.subject === undefined || next.subject === old.subject ? old : { ...old, subject: next.subject };
  }
  if (old.type === 'tool-call' && next.type === 'tool-call' && old.callId === next.callId) return mergeToolCall(old, next);
  return next;
}

/** Text of a running turn only grows. */
function isEarlierText(candidate: string, current: string): boolean {
  return candidate.length <= current.length && current.startsWith(candidate);
}

const NO_OUTPUT = { output: '' };

const TOOL_PROGRESS: Record<ToolCallState, number> = {
  pending: 0,
  'awaiting-approval': 1,
  running: 2,
  succeeded: 3,
  failed: 3,
  denied: 3,
  cancelled: 3,
};

function mergeToolCall(old: ToolCallPart, next: ToolCallPart): ToolCallPart {
  if (TOOL_PROGRESS[next.state] < TOOL_PROGRESS[old.state]) return old;
  const isStillRunning = TOOL_PROGRESS[next.state] < 3;
  if (!isStillRunning || old.result === undefined) return next;
  // Output of a running call only grows.
  return outputLength(next.result ?? NO_OUTPUT) > outputLength(old.result) ? next : { ...next, result: old.result };
}

function appendPartText(old: Part | undefined, offset: number, text: string): Part | 'gap' | undefined {
  // Without its `part-set` nothing says whether this is text or thought.
  if (old === undefined) return 'gap';
  if (old.type !== 'text' && old.type !== 'thought') return undefined;
  const grown = appendAt(old.text, offset, text);
  if (grown === 'gap' || grown === old.text) return grown === 'gap' ? 'gap' : old;
  return { ...old, text: grown };
}

function appendToolOutput(old: Part | undefined, offset: number, text: string): Part | 'gap' | undefined {
  if (old === undefined) return 'gap';
  if (old.type !== 'tool-call' || TOOL_PROGRESS[old.state] === 3) return undefined;
  const result = { ...NO_OUTPUT, ...old.result };
  const grown = growOutput(result, offset, text);
  if (grown === 'gap') return 'gap';
  return grown === result ? old : { ...old, result: { ...result, ...grown } };
}

function appendAt(current: string, offset: number, text: string): string | 'gap' {
  if (offset > current.length) return 'gap';
  const missing = offset + text.length - current.length;
  return missing <= 0 ? current : current + text.slice(text.length - missing);
}

function askReload(state: ChatState): ChatState {
  return state.needsReload ? state : { ...state, needsReload: true };
}

function isKnown(state: ChatState, messageId: string): boolean {
  // From the end: what events speak about is recent.
  return state.live?.id === messageId || state.settled.findLastIndex((message) => message.id === messageId) !== -1;
}

function splitLive(messages: readonly Message[]): Pick<ChatState, 'settled' | 'live'> {
  const last = messages.at(-1);
  return last?.status === 'streaming' ? { settled: messages.slice(0, -1), live: last } : { settled: messages, live: null };
}

function isSameFinished(a: Message, b: Message): boolean {
  return (
    a.status === b.status &&
    a.finishedAt === b.finishedAt &&
    a.parts.length === b.parts.length &&
    a.siblingIds.length === b.siblingIds.length
  );
}
