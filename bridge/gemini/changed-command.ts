/**
 * A command that the person changed before allowing it. The SDK lets only edits of files be changed in its own way, so the call's
 * arguments are replaced where it keeps them, through the same method that its way for edits uses.
 */
import type { ContentPart, Scheduler, SdkToolCall, WaitingToolCall } from './sdk.ts';

interface SchedulerState {
  updateArgs(callId: string, args: Record<string, unknown>, invocation: unknown): void;
}

/** Throws what the tool says about arguments it can't take. */
export function changeCommand(scheduler: Scheduler, { request, tool }: WaitingToolCall, command: string): void {
  const args = { ...request.args, command };
  const invocation = (tool as unknown as { build(args: Record<string, unknown>): unknown }).build(args);
  (scheduler as unknown as { state: SchedulerState }).state.updateArgs(request.callId, args, invocation);
}

/** The result as the model gets it: it must not take what was run for what it asked for. */
export function withChangeTold(parts: ContentPart[], { request }: SdkToolCall, command: string): ContentPart[] {
  const told = `The user changed this command before allowing it. What was run is: ${command}`;
  return parts.map((part) => {
    const response = part.functionResponse;
    if (response === undefined || response.id !== request.callId) return part;
    return { ...part, functionResponse: { ...response, response: { ...response.response, note: told } } };
  });
}
