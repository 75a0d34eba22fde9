import { expect, test } from 'vitest';
import { createTurnPhaseTracker } from '#electron/chat/turn-phase.ts';
import type { ApprovalRequest, ToolCallState } from '#protocol/conversation.ts';
import type { TurnPhase } from '#protocol/ipc.ts';

function tracker() {
  const seen: TurnPhase[] = [];
  const phases = createTurnPhaseTracker(
    (phase) => seen.push(phase),
    () => 1000,
  );
  const tool = (callId: string, state: ToolCallState) =>
    phases.apply({
      id: '1',
      event: 'tool_call',
      call: { type: 'tool-call', callId, name: 't', title: `Tool ${callId}`, kind: 'read', args: {}, paths: [], state },
    });
  return { seen, phases, tool };
}

const approval: ApprovalRequest = {
  approvalId: 'a',
  callId: 'x',
  toolName: 't',
  kind: 'execute',
  title: 'Run',
  detail: { type: 'command', command: 'ls' },
  canAllowAlways: true,
};

test('a hundred deltas are one change', () => {
  const { seen, phases } = tracker();
  for (let i = 0; i < 100; i++) phases.apply({ id: '1', event: 'text_delta', text: 'x' });
  expect(seen).toEqual([{ phase: 'streaming' }]);
});

test('names the tool that runs, then waits for the model again', () => {
  const { seen, tool } = tracker();
  tool('x', 'running');
  tool('x', 'succeeded');
  expect(seen).toEqual([{ phase: 'running-tool', title: 'Tool x' }, { phase: 'waiting-for-model' }]);
});

test('an open approval outranks a running tool', () => {
  const { phases, tool } = tracker();
  phases.apply({ id: '1', event: 'approval_request', approval });
  tool('y', 'running');
  expect(phases.phase).toEqual({ phase: 'waiting-for-approval' });
  phases.apply({ id: '1', event: 'approval_closed', approvalId: 'a' });
  expect(phases.phase).toEqual({ phase: 'running-tool', title: 'Tool y' });
});

test('a retry says when it comes', () => {
  const { seen, phases } = tracker();
  phases.apply({ id: '1', event: 'retry', attempt: 1, maxAttempts: 3, delayMs: 5000, message: 'busy' });
  expect(seen).toEqual([{ phase: 'retrying', attempt: 1, maxAttempts: 3, untilMs: 6000, reason: 'busy' }]);
});

test('once stopping, late deltas change nothing', () => {
  const { phases } = tracker();
  phases.set({ phase: 'stopping' });
  phases.apply({ id: '1', event: 'text_delta', text: 'x' });
  expect(phases.phase).toEqual({ phase: 'stopping' });
});
