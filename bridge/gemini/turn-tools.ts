/** The tool calls of one turn: told to the client in each state, run by the SDK's scheduler, answered to the model. */

import { settlesWithin } from '#platform/clock.ts';
import type { ToolCallPart } from '#protocol/conversation.ts';
import { unlessAborted } from '../serving/cancellation.ts';
import type { EmitTurnEvent } from '../serving/turn-events.ts';
import { Approvals } from './approvals.ts';
import { changeCommand, withChangeTold } from './changed-command.ts';
import {
  type CompletedToolCall,
  type ContentPart,
  CoreToolCallStatus,
  MessageBusType,
  type SdkToolCall,
  type ToolCallRequestInfo,
  type ToolCallsUpdateMessage,
  type WaitingToolCall,
} from './sdk.ts';
import type { SdkSession } from './sdk-session.ts';
import { newOutput } from './text.ts';
import { displayOf, presentToolCall } from './tool-presentation.ts';

/** After a stop, this long for calls to end by themselves and tell what they did; a command is killed within 0.3 s. */
const STOP_GRACE_MS = 1500;

export interface TurnTools {
  readonly approvals: Approvals;
  /** The calls' responses, as parts of the next message to the model. Rejects with the signal's reason when it aborts; see `interrupted`. */
  run(requests: ToolCallRequestInfo[], signal: AbortSignal): Promise<ContentPart[]>;
  /** The responses of calls that a stop cut off. Undefined when none was. */
  readonly interrupted: ContentPart[] | undefined;
  /** Closes open approvals and stops listening. */
  close(): void;
}

export function createTurnTools(session: SdkSession, folder: string, canAsk: boolean, emit: EmitTurnEvent): TurnTools {
  const told = new Map<string, ToolCallPart>();
  const startedAt = new Map<string, number>();
  const shownOutput = new Map<string, string>();
  let interrupted: ContentPart[] | undefined;
  const approvals = new Approvals({
    messageBus: session.messageBus,
    folder,
    canAsk,
    changeCommand: (call, command) => changeCommand(session.scheduler, call, command),
    onRequest: (approval) => emit({ event: 'approval_request', approval }),
    onClosed: (approvalId) => emit({ event: 'approval_closed', approvalId }),
  });

  const tell = (call: SdkToolCall) => {
    const { callId } = call.request;
    const first = startedAt.get(callId) ?? Date.now();
    startedAt.set(callId, first);
    const before = told.get(callId);
    // An edit the person changed before allowing it comes with other arguments than the model gave.
    if (before !== undefined && before.args === call.request.args && isSameState(before, call)) return;
    const part = presentToolCall(call, { folder, denial: approvals.denialOf(callId), startedAt: first });
    if (before !== undefined && before.state === part.state && before.args === part.args) return;
    told.set(callId, part);
    emit({ event: 'tool_call', call: part });
  };

  const tellOutput = (call: SdkToolCall) => {
    if (call.status !== CoreToolCallStatus.Executing || call.liveOutput === undefined) return;
    const { callId } = call.request;
    const output = displayOf(call.liveOutput).output;
    const text = newOutput(shownOutput.get(callId) ?? '', output);
    if (text === '') return;
    shownOutput.set(callId, output);
    emit({ event: 'tool_output', callId, text });
  };

  const onUpdate = ({ toolCalls }: ToolCallsUpdateMessage) => {
    for (const call of toolCalls) {
      tell(call);
      tellOutput(call);
    }
    approvals.update(toolCalls.filter((call): call is WaitingToolCall => call.status === CoreToolCallStatus.AwaitingApproval));
  };
  session.messageBus.subscribe(MessageBusType.TOOL_CALLS_UPDATE, onUpdate);

  const responsesOf = (calls: CompletedToolCall[]): ContentPart[] =>
    calls.flatMap((call) => {
      tell(call);
      const denial = approvals.denialOf(call.request.callId);
      if (denial !== undefined && call.status === CoreToolCallStatus.Cancelled) return [errorResponse(call.request, denial.modelText)];
      const changed = approvals.changedCommandOf(call.request.callId);
      return changed === undefined ? call.response.responseParts : withChangeTold(call.response.responseParts, call, changed);
    });

  return {
    approvals,
    get interrupted() {
      return interrupted;
    },
    async run(requests, signal) {
      const running = session.scheduler.schedule(requests, signal);
      try {
        return responsesOf(await unlessAborted(running, signal));
      } catch (error) {
        if (!signal.aborted) throw error;
        const ended = await settlesWithin(running, STOP_GRACE_MS);
        const completed = ended ? await running.catch(() => []) : [];
        const byId = new Map(completed.map((call) => [call.request.callId, call]));
        interrupted = requests.flatMap((request) => {
          const call = byId.get(request.callId);
          return call === undefined
            ? [errorResponse(request, 'The user stopped this call; whether it took effect is not known.')]
            : responsesOf([call]);
        });
        for (const request of requests) if (!byId.has(request.callId)) tellStopped(request.callId, told, emit);
        throw error;
      }
    },
    close() {
      session.messageBus.unsubscribe(MessageBusType.TOOL_CALLS_UPDATE, onUpdate);
      approvals.closeAll();
    },
  };
}

const FINAL_STATES = new Set<ToolCallPart['state']>(['succeeded', 'failed', 'denied', 'cancelled']);

/** Cheap: an executing call is reported for each piece of its output. */
function isSameState(before: ToolCallPart, call: SdkToolCall): boolean {
  return FINAL_STATES.has(before.state) || (before.state === 'running' && call.status === CoreToolCallStatus.Executing);
}

/** A call that did not end in time: the turn is over for it all the same. */
function tellStopped(callId: string, told: Map<string, ToolCallPart>, emit: EmitTurnEvent): void {
  const part = told.get(callId);
  if (part === undefined || FINAL_STATES.has(part.state)) return;
  const stopped: ToolCallPart = {
    ...part,
    state: 'cancelled',
    result: { output: '', ...part.result, error: 'Stopped.' },
  };
  told.set(callId, stopped);
  emit({ event: 'tool_call', call: stopped });
}

function errorResponse({ callId, name }: { callId: string; name: string }, error: string): ContentPart {
  return { functionResponse: { id: callId, name, response: { error } } };
}
