/**
 * Runs one turn from the stored prompt to the finished answer. Whatever happens to the agent, the turn ends: with an answer, a typed
 * error in the thread, or a cancellation (DESIGN.md, invariant 5).
 */

import type { Log } from '#platform/log.ts';
import type { BridgeEvent, RestoredMessage } from '#protocol/bridge.ts';
import type { ApprovalMode, Conversation, Message, MessageStatus, ToolCallApproval } from '#protocol/conversation.ts';
import { AppError, type ErrorInfo, PROCESS_ERROR_CODES, toErrorInfo } from '#protocol/errors.ts';
import type { ChatEvent, Turn, TurnPhase } from '#protocol/ipc.ts';
import type { Approvals } from './approvals.ts';
import { settingsOf } from './bridge-manager.ts';
import type { MessageQueues } from './message-queue.ts';
import type { BridgeSession, TurnWork } from './session.ts';
import { createTurnPhaseTracker, type TurnPhaseTracker } from './turn-phase.ts';
import { createTurnRecorder, type RecordedMessageStore, type TurnRecorder } from './turn-recorder.ts';
import { unansweredNotice } from './unanswered.ts';

/** How a turn ended. */
export type TurnOutcome = Exclude<MessageStatus, 'streaming'>;

/** What a turn needs of the store. */
export interface TurnStore extends RecordedMessageStore {
  restoreMessages(conversationId: string, upToMessageId: string): RestoredMessage[];
  finishMessage(messageId: string, outcome: { status: TurnOutcome; usage: Message['usage']; model: string | null }): Message;
}

export interface TurnRunnerOptions {
  store: TurnStore;
  approvals: Approvals;
  getOrCreateSession: (conversation: Conversation) => BridgeSession;
  emit: (conversationId: string, event: ChatEvent) => void;
  onTurnChanged: (conversationId: string) => void;
  /** The turn has ended: what its tools left can be taken. */
  onTurnEnded: (conversationId: string) => void;
  /** The agent changed its approval mode by itself, e.g. because the person accepted its plan. */
  onApprovalModeChanged: (conversationId: string, approvalMode: ApprovalMode) => void;
  /** The words of a `steer` that the turn takes in now, and the end of their wait once they are stored with the answer. */
  steering: Pick<MessageQueues, 'steeringParts' | 'removeSteered'>;
  log: Log;
}

export interface TurnRequest {
  conversation: Conversation;
  work: TurnWork;
  /** The message the prompt continues: what the agent must know before. Null at the start of a conversation. */
  contextMessageId: string | null;
  assistantMessageId: string;
}

export interface RunningTurn {
  readonly conversationId: string;
  readonly turn: Turn;
  /** Asks it to end; the promise is fulfilled when it has. */
  stop(): Promise<void>;
  /** Fulfilled with how it ended, never rejected, when the answer is finished and stored. */
  readonly finished: Promise<TurnOutcome>;
  /** Writes what was streamed but not yet stored, so that the database can be read for the window. */
  flush(): void;
  /** Says on the call's card how it was allowed. */
  markApproval(callId: string, approval: ToolCallApproval): void;
}

/** Starts a turn and returns at once. */
export function startTurn(request: TurnRequest, options: TurnRunnerOptions): RunningTurn {
  const { conversation, assistantMessageId } = request;
  const cancellation = new AbortController();
  const turn: Turn = { assistantMessageId, startedAt: Date.now(), phase: { phase: 'starting-agent' } };
  const onPhase = (phase: TurnPhase) => {
    turn.phase = phase;
    options.emit(conversation.id, { type: 'turn-changed', turn: { ...turn } });
    options.onTurnChanged(conversation.id);
  };
  const phases = createTurnPhaseTracker(onPhase);
  const recorder = createTurnRecorder({
    messageId: assistantMessageId,
    agentId: conversation.agentId,
    store: options.store,
    emit: (event) => options.emit(conversation.id, event),
    // Going on unrecorded would show words that are gone tomorrow.
    onStoreFailure: (error) => cancellation.abort(error),
  });
  const finished = run(request, options, phases, recorder, cancellation.signal);
  return {
    conversationId: conversation.id,
    turn,
    finished,
    flush: () => recorder.flush(),
    markApproval: (callId, approval) => recorder.markApproval(callId, approval),
    async stop() {
      phases.set({ phase: 'stopping' });
      cancellation.abort(new AppError({ code: 'cancelled', message: 'Stopped.' }));
      await finished;
    },
  };
}

async function run(
  request: TurnRequest,
  options: TurnRunnerOptions,
  phases: TurnPhaseTracker,
  recorder: TurnRecorder,
  signal: AbortSignal,
): Promise<TurnOutcome> {
  let failure: unknown;
  try {
    await converse(request, options, phases, recorder, signal);
  } catch (error) {
    failure = signal.aborted ? signal.reason : error;
  }
  options.onTurnEnded(request.conversation.id);
  return finish(request, options, recorder, failure);
}

/** One try, and a second one only where nothing was shown and nothing can have been done (invariant 7). */
async function converse(
  request: TurnRequest,
  options: TurnRunnerOptions,
  phases: TurnPhaseTracker,
  recorder: TurnRecorder,
  signal: AbortSignal,
): Promise<void> {
  try {
    await attempt(request, options, phases, recorder, signal);
  } catch (error) {
    if (signal.aborted || recorder.hasStreamed || !isProcessFailure(error)) throw error;
    options.log.warn('The agent ended before it said anything; trying once more', {
      conversationId: request.conversation.id,
      correlationId: request.assistantMessageId,
      error: toErrorInfo(error),
    });
    phases.set({ phase: 'starting-agent' });
    await attempt(request, options, phases, recorder, signal);
  }
}

async function attempt(
  { conversation, work, contextMessageId, assistantMessageId }: TurnRequest,
  options: TurnRunnerOptions,
  phases: TurnPhaseTracker,
  recorder: TurnRecorder,
  signal: AbortSignal,
): Promise<void> {
  const { approvals, store } = options;
  await options.getOrCreateSession(conversation).runTurn({
    work,
    settings: settingsOf(conversation),
    contextMessageId,
    assistantMessageId,
    loadContext: () => (contextMessageId === null ? [] : store.restoreMessages(conversation.id, contextMessageId)),
    signal,
    onPhase: (phase) => phases.set(phase),
    onNotice: (part) => recorder.addPart(part),
    onAllowedByRule: (callId) => recorder.markApproval(callId, { by: 'rule', edited: false }),
    onEvent: (event) => {
      recorder.apply(event);
      phases.apply(event);
      if (event.event === 'approval_mode') options.onApprovalModeChanged(conversation.id, event.approvalMode);
      if (event.event === 'steered') takeSteering(event.steerId, conversation.id, recorder, options);
      followApprovals(event, conversation.id, recorder.messageId, approvals);
    },
  });
}

/** Stored with the answer before it leaves the queue: a crash between the two shows it twice instead of losing it. */
function takeSteering(steerId: string, conversationId: string, recorder: TurnRecorder, { steering }: TurnRunnerOptions): void {
  const parts = steering.steeringParts(conversationId, steerId);
  if (parts === undefined) return;
  recorder.addPart({ type: 'steering', parts });
  recorder.flush();
  steering.removeSteered(conversationId, steerId);
}

function followApprovals(event: BridgeEvent, conversationId: string, messageId: string, approvals: Approvals): void {
  if (event.event === 'approval_request') approvals.add({ ...event.approval, conversationId, messageId, createdAt: Date.now() });
  if (event.event === 'approval_closed') approvals.close(conversationId, event.approvalId);
}

function finish(
  { conversation, assistantMessageId }: TurnRequest,
  options: TurnRunnerOptions,
  recorder: TurnRecorder,
  failure: unknown,
): TurnOutcome {
  const status = statusAfter(failure);
  const unanswered = options.approvals.listFor(conversation.id);
  options.approvals.closeAll(conversation.id, status === 'interrupted' ? 'interrupted' : 'cancelled');
  if (status === 'interrupted') for (const approval of unanswered) recorder.addPart(unansweredNotice(approval));
  const error = status === 'complete' || status === 'cancelled' ? undefined : toErrorInfo(failure);
  if (error?.code === 'internal')
    options.log.error('A turn failed unexpectedly', { conversationId: conversation.id, correlationId: assistantMessageId, error });
  try {
    recorder.close(status, error, new Set(unanswered.map(({ callId }) => callId)));
    const message = options.store.finishMessage(assistantMessageId, { status, usage: recorder.usage, model: recorder.model });
    options.emit(conversation.id, { type: 'message-finished', message });
    return status;
  } catch (storeError) {
    reportUnstored(storeError, conversation, recorder, options);
    return 'failed';
  }
}

/** The answer could not be written. The window keeps showing it and says so; the next start marks it as interrupted. */
function reportUnstored(storeError: unknown, conversation: Conversation, recorder: TurnRecorder, options: TurnRunnerOptions): void {
  const error: ErrorInfo = { ...toErrorInfo(storeError), action: 'show-log' };
  options.log.error('An answer could not be stored', { conversationId: conversation.id, correlationId: recorder.messageId, error });
  options.emit(conversation.id, recorder.errorEvent(error));
}

function statusAfter(failure: unknown): TurnOutcome {
  if (failure === undefined) return 'complete';
  if (failure instanceof AppError && failure.code === 'cancelled') return 'cancelled';
  return isProcessFailure(failure) ? 'interrupted' : 'failed';
}

/** The agent's process is gone or silent; the conversation itself is fine and goes on with a new one. */
function isProcessFailure(error: unknown): boolean {
  return error instanceof AppError && error.code !== 'paused' && (PROCESS_ERROR_CODES as readonly string[]).includes(error.code);
}
