/** What an agent asks main for in the middle of a turn: approvals that a rule answers, tools of main's, and files saved before a change. */
import { randomUUID } from 'node:crypto';
import type { BridgeEvent } from '#protocol/bridge.ts';
import type { ApprovalRequest } from '#protocol/conversation.ts';
import { askBridge, type BridgeProcess } from './bridge-process.ts';
import type { BeforeToolEvent, BridgeSessionOptions, HostCallOutcome, SessionTurn } from './session.ts';

type HostCallEvent = Extract<BridgeEvent, { event: 'host_call' }>;

/** True when the event was such a request, and nobody else need hear of it. */
export function answerAgent(event: BridgeEvent, process: BridgeProcess, turn: SessionTurn, options: BridgeSessionOptions): boolean {
  switch (event.event) {
    case 'approval_request':
      if (!options.isAllowedByRule(event.approval)) return false;
      void allowByRule(event.approval, process, turn, options);
      return true;
    case 'host_call':
      void answerHostCall(event, process, turn, options);
      return false;
    case 'before_tool':
      void saveBefore(event, process, turn, options);
      return false;
    case 'after_tool':
      options.checkpoints.after(event.checkpointId);
      return false;
    default:
      return false;
  }
}

async function allowByRule(
  { approvalId, callId }: ApprovalRequest,
  process: BridgeProcess,
  turn: SessionTurn,
  { conversationId, log }: BridgeSessionOptions,
): Promise<void> {
  turn.onAllowedByRule(callId);
  try {
    await askBridge(process, { type: 'approve', id: randomUUID(), approvalId, decision: 'allow-once' });
  } catch (error) {
    // The turn was stopped or the agent is gone: nothing waits for the answer any more.
    log.debug('A rule answered too late', { conversationId, callId, error });
  }
}

async function answerHostCall(
  { id, hostCallId, name, args }: HostCallEvent,
  process: BridgeProcess,
  turn: SessionTurn,
  options: BridgeSessionOptions,
): Promise<void> {
  const { folder } = turn.settings;
  const correlationId = turn.assistantMessageId;
  // While we owe the answer the agent cannot make progress; what we do for it has a deadline of its own.
  const release = process.holdDeadline(id);
  const outcome: HostCallOutcome =
    folder === null
      ? { status: 'error', message: 'This conversation has no project folder.' }
      : await options.answerHostCall(folder, { name, args, correlationId }, turn.signal);
  release();
  try {
    await askBridge(process, { type: 'host_result', id: randomUUID(), hostCallId, outcome }, { correlationId });
  } catch (error) {
    // The turn was stopped or the agent is gone: nobody waits for the answer any more.
    options.log.debug('A host call was answered too late', { conversationId: options.conversationId, name, error });
  }
}

/** The tool runs only when this has answered: what it changes is saved then. */
async function saveBefore(event: BeforeToolEvent, process: BridgeProcess, turn: SessionTurn, options: BridgeSessionOptions): Promise<void> {
  const { settings, assistantMessageId, signal } = turn;
  const { folder, extraFolders } = settings;
  const release = process.holdDeadline(event.id);
  const outcome = await options.checkpoints.before({ messageId: assistantMessageId, folder, extraFolders, signal }, event);
  release();
  const { checkpointId } = event;
  try {
    await askBridge(process, { type: 'proceed', id: randomUUID(), checkpointId, outcome }, { correlationId: assistantMessageId });
  } catch (error) {
    // The turn was stopped or the agent is gone: the tool does not run.
    options.log.debug('A tool was let go too late', { conversationId: options.conversationId, error });
  }
}
