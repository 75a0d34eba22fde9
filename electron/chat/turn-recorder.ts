/**
 * Turns what a bridge streams into the parts of one answer: tells the window at once, and the database within a quarter second
 * (DESIGN.md, invariant 3), so that a crash of any process loses no more than that.
 */
import type { BridgeEvent } from '#protocol/bridge.ts';
import type { MessageStatus, Part, ToolCallApproval, ToolCallPart, ToolResult, Usage } from '#protocol/conversation.ts';
import type { ErrorInfo } from '#protocol/errors.ts';
import type { ChatEvent } from '#protocol/ipc.ts';
import { growOutput, outputLength, withShownOutput } from '#protocol/tool-output.ts';
import type { PartWrite } from '../store/messages.ts';
import { NOT_RUN } from './unanswered.ts';

/** Below the quarter second promised, with room for the write itself and for a machine whose cores are all taken: 200 was seen to end at 257. */
const FLUSH_MS = 150;

/** What a command that prints for hours may put on the disk before its result comes. As much as the SDK keeps of it [SDK, shellExecutionService]. */
const MAX_STORED_LIVE_CHARS = 16 * 1024 * 1024;

/** What a recorder needs of the store. */
export interface RecordedMessageStore {
  setParts(messageId: string, parts: PartWrite[]): void;
  appendProviderContents(messageId: string, agentId: string, contents: unknown[]): void;
}

export interface TurnRecorderOptions {
  messageId: string;
  agentId: string;
  store: RecordedMessageStore;
  emit: (event: ChatEvent) => void;
  /** A write that failed (disk full): the turn must end with it rather than go on unrecorded. */
  onStoreFailure: (error: unknown) => void;
}

export interface TurnRecorder {
  readonly messageId: string;
  /** Takes an event that adds to the answer; others are ignored. */
  apply(event: BridgeEvent): void;
  addPart(part: Part): void;
  /** Says on the call's card how it was allowed. */
  markApproval(callId: string, approval: ToolCallApproval): void;
  /** True once anything was shown that an automatic retry would show twice, or run twice. */
  readonly hasStreamed: boolean;
  readonly usage: Usage | null;
  readonly model: string | null;
  /** Writes what is not yet written; a failure goes to `onStoreFailure`. */
  flush(): void;
  /** Shows an error after everything else without writing it, for when writing is what failed. */
  errorEvent(error: ErrorInfo): ChatEvent;
  /**
   * Ends open tool calls in the way the turn ended, adds the error if any, and writes everything. `unanswered`: ids of calls that still
   * waited for the person. Throws what the store throws.
   */
  close(status: MessageStatus, error?: ErrorInfo, unanswered?: ReadonlySet<string>): void;
}

export function createTurnRecorder({ messageId, agentId, store, emit, onStoreFailure }: TurnRecorderOptions): TurnRecorder {
  const parts: Part[] = [];
  const unwritten = new Set<number>();
  /** By index, what running calls printed: how much in all, and what is not stored apart yet. */
  const printed = new Map<number, { chars: number; unwritten: string }>();
  /** By index, what texts of which the beginning is stored gained since: only that is written. */
  const gained = new Map<number, string>();
  let timer: NodeJS.Timeout | undefined;
  let hasStreamed = false;
  let usage: Usage | null = null;
  let model: string | null = null;

  /** Throws what the store throws. */
  const write = () => {
    clearTimeout(timer);
    timer = undefined;
    if (unwritten.size === 0) return;
    const changed = [...unwritten].flatMap((index): PartWrite[] => {
      const part = parts[index];
      if (part === undefined) return [];
      const more = gained.get(index);
      if (more !== undefined) return [{ index, part, gained: withoutHalfCharacter(more) }];
      if (part.type === 'text' || part.type === 'thought') return [{ index, part: { ...part, text: withoutHalfCharacter(part.text) } }];
      const isExcerpt = part.type === 'tool-call' && part.result?.omitted !== undefined;
      return [{ index, part, ...(isExcerpt && { printed: printed.get(index)?.unwritten ?? '' }) }];
    });
    store.setParts(messageId, changed);
    for (const { index, part, printed: written, gained: more } of changed) {
      if (part.type === 'text' || part.type === 'thought') {
        // All but half a character at its end.
        const [text, stored] = more === undefined ? [textOf(parts[index]), part.text] : [gained.get(index) ?? '', more];
        gained.set(index, text.slice(stored.length));
        continue;
      }
      // Stored whole: from here on its beginning and end are enough.
      parts[index] = withShownOutput(part);
      const output = printed.get(index);
      if (written !== undefined && output !== undefined) printed.set(index, { ...output, unwritten: '' });
    }
    unwritten.clear();
  };

  const flush = () => {
    try {
      write();
    } catch (error) {
      onStoreFailure(error);
    }
  };

  const writeLater = (index: number) => {
    unwritten.add(index);
    timer ??= setTimeout(flush, FLUSH_MS);
  };

  const setPart = (index: number, part: Part) => {
    parts[index] = part;
    gained.delete(index);
    emit({ type: 'part-set', messageId, index, part: withShownOutput(part) });
    writeLater(index);
  };
  const addPart = (part: Part) => setPart(parts.length, part);

  /** Grows the last part when it is of the same kind, else begins one: the order of parts is the order of the stream. */
  const appendText = (type: 'text' | 'thought', text: string, subject?: string) => {
    const index = parts.length - 1;
    const last = parts[index];
    if (last?.type === type && (subject === undefined || last.type !== 'thought' || last.subject === subject)) {
      emit({ type: 'part-text', messageId, index, offset: last.text.length, text });
      parts[index] = { ...last, text: last.text + text };
      const before = gained.get(index);
      if (before !== undefined) gained.set(index, before + text);
      writeLater(index);
    } else if (type === 'thought') {
      addPart({ type, text, ...(subject !== undefined && { subject }) });
    } else {
      addPart({ type, text });
    }
  };

  const toolCallIndex = (callId: string) => parts.findLastIndex((part) => part.type === 'tool-call' && part.callId === callId);

  const setToolCall = (call: ToolCallPart) => {
    const index = toolCallIndex(call.callId);
    if (index === -1) return addPart(call);
    const before = parts[index];
    const live = before?.type === 'tool-call' ? before.result : undefined;
    if (call.result !== undefined && !isCutShort(call, live)) printed.delete(index);
    const result = call.result === undefined ? live : isCutShort(call, live) ? { ...call.result, ...outputOf(live) } : call.result;
    const approval = before?.type === 'tool-call' ? before.approval : undefined;
    setPart(index, { ...call, ...(approval !== undefined && { approval }), ...(result !== undefined && { result }) });
  };

  const appendToolOutput = (callId: string, text: string) => {
    const index = toolCallIndex(callId);
    const call = parts[index];
    if (call?.type !== 'tool-call') return;
    const result = { output: '', ...call.result };
    const offset = outputLength(result);
    const grown = growOutput(result, offset, text);
    if (grown === 'gap') return;
    parts[index] = { ...call, result: { ...result, ...grown } };
    const { chars, unwritten: before } = printed.get(index) ?? { chars: 0, unwritten: '' };
    printed.set(index, { chars: chars + text.length, unwritten: chars > MAX_STORED_LIVE_CHARS ? before : before + text });
    emit({ type: 'tool-output', messageId, index, offset, text });
    writeLater(index);
  };

  return {
    messageId,
    apply(event) {
      switch (event.event) {
        case 'text_delta':
          hasStreamed = true;
          appendText('text', event.text);
          break;
        case 'thought_delta':
          hasStreamed = true;
          appendText('thought', event.text, event.subject);
          break;
        case 'tool_call':
          hasStreamed = true;
          setToolCall(event.call);
          break;
        case 'tool_output':
          appendToolOutput(event.callId, event.text);
          break;
        case 'notice':
          addPart({ type: 'notice', notice: event.notice, text: event.text });
          break;
        case 'usage':
          usage = event.usage;
          model = event.model;
          break;
        case 'history':
          try {
            store.appendProviderContents(messageId, agentId, event.contents);
          } catch (error) {
            onStoreFailure(error);
          }
          break;
        case 'approval_request':
        case 'approval_closed':
        case 'retry':
        case 'host_call':
        case 'steered':
        case 'mcp_servers':
        case 'before_tool':
        case 'after_tool':
          // Questions and states of the turn, not words of the answer: the turn runner sees to them.
          break;
      }
    },
    addPart(part) {
      // Words that an agent has taken in are not given to another one.
      if (part.type === 'steering') hasStreamed = true;
      addPart(part);
    },
    markApproval(callId, approval) {
      const index = toolCallIndex(callId);
      const call = parts[index];
      if (call?.type === 'tool-call') setPart(index, { ...call, approval });
    },
    get hasStreamed() {
      return hasStreamed;
    },
    get usage() {
      return usage;
    },
    get model() {
      return model;
    },
    flush,
    errorEvent: (error) => ({ type: 'part-set', messageId, index: parts.length, part: { type: 'error', error } }),
    close(status, error, unanswered = new Set()) {
      parts.forEach((part, index) => {
        if (part.type === 'tool-call' && isOpen(part)) setPart(index, endToolCall(part, status, unanswered.has(part.callId)));
      });
      if (error !== undefined) addPart({ type: 'error', error });
      write();
    },
  };
}

function textOf(part: Part | undefined): string {
  return part?.type === 'text' || part?.type === 'thought' ? part.text : '';
}

/** Half of a character is none to SQLite: it waits for its other half. */
function withoutHalfCharacter(text: string): string {
  const unit = text.charCodeAt(text.length - 1);
  return unit >= 0xd800 && unit <= 0xdbff ? text.slice(0, -1) : text;
}

/** A call that was stopped brings no result of its own: what it printed until then is all there is. */
function isCutShort(call: ToolCallPart, live: ToolResult | undefined): live is ToolResult {
  return call.state === 'cancelled' && call.result !== undefined && live !== undefined && outputLength(live) > outputLength(call.result);
}

function outputOf({ output, omitted }: ToolResult): Pick<ToolResult, 'output' | 'omitted'> {
  return { output, ...(omitted !== undefined && { omitted }) };
}

function isOpen(call: ToolCallPart): boolean {
  return call.state === 'pending' || call.state === 'awaiting-approval' || call.state === 'running';
}

/** A call cut off by the end of its turn: whether it took effect is not known, and it is never run again by itself (invariant 7). */
function endToolCall(call: ToolCallPart, status: MessageStatus, isUnanswered: boolean): ToolCallPart {
  const state = status === 'cancelled' ? 'cancelled' : 'failed';
  const error = status === 'cancelled' ? 'Stopped.' : isUnanswered ? NOT_RUN : 'Cut off before its result was known.';
  return { ...call, state, result: { output: '', ...call.result, error } };
}
