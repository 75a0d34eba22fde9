import { beforeEach, describe, expect, test, vi } from 'vitest';
import { createTurnRecorder, type RecordedMessageStore, type TurnRecorder } from '#electron/chat/turn-recorder.ts';
import type { Part, ToolCallPart } from '#protocol/conversation.ts';
import type { ChatEvent } from '#protocol/ipc.ts';

const call = (overrides: Partial<ToolCallPart> = {}): ToolCallPart => ({
  type: 'tool-call',
  callId: 'c1',
  name: 'run_shell_command',
  title: 'Run `ls`',
  kind: 'execute',
  args: { command: 'ls' },
  paths: [],
  state: 'running',
  ...overrides,
});

describe('a turn recorder', () => {
  let stored: Map<number, Part>;
  let events: ChatEvent[];
  let failures: unknown[];
  let store: RecordedMessageStore;
  let recorder: TurnRecorder;

  beforeEach(() => {
    vi.useFakeTimers();
    stored = new Map();
    events = [];
    failures = [];
    store = {
      setParts: (_messageId, parts) => {
        for (const { index, part } of parts) stored.set(index, part);
      },
      appendProviderContents: () => {},
    };
    recorder = createTurnRecorder({
      messageId: 'm',
      agentId: 'gemini',
      store,
      emit: (event) => events.push(event),
      onStoreFailure: (error) => failures.push(error),
    });
    return () => vi.useRealTimers();
  });

  const text = (value: string) => recorder.apply({ id: '1', event: 'text_delta', text: value });

  test('grows one text part and tells each delta with the offset it follows', () => {
    text('Hel');
    text('lo');
    expect(events).toEqual([
      { type: 'part-set', messageId: 'm', index: 0, part: { type: 'text', text: 'Hel' } },
      { type: 'part-text', messageId: 'm', index: 0, offset: 3, text: 'lo' },
    ]);
  });

  test('writes what was shown within a quarter second, and not once for each delta', () => {
    const setParts = vi.spyOn(store, 'setParts');
    for (let i = 0; i < 50; i++) text('x');
    vi.advanceTimersByTime(250);
    expect(setParts).toHaveBeenCalledTimes(1);
    expect(stored.get(0)).toEqual({ type: 'text', text: 'x'.repeat(50) });
  });

  test('keeps the order of the stream: text after a tool call is a new part', () => {
    text('before');
    recorder.apply({ id: '1', event: 'tool_call', call: call() });
    text('after');
    recorder.close('complete');
    expect([...stored.values()].map((part) => part.type)).toEqual(['text', 'tool-call', 'text']);
  });

  test('a new state of a call replaces its part and keeps the output streamed so far', () => {
    recorder.apply({ id: '1', event: 'tool_call', call: call() });
    recorder.apply({ id: '1', event: 'tool_output', callId: 'c1', text: 'a.txt\n' });
    recorder.apply({ id: '1', event: 'tool_call', call: call({ state: 'succeeded' }) });
    recorder.close('complete');
    expect(stored.size).toBe(1);
    expect(stored.get(0)).toMatchObject({ state: 'succeeded', result: { output: 'a.txt\n' } });
  });

  test('a call left open by an interrupted turn ends as failed, and says that its result is unknown', () => {
    recorder.apply({ id: '1', event: 'tool_call', call: call() });
    recorder.close('interrupted', { code: 'exited', message: 'The agent ended.' });
    expect(stored.get(0)).toMatchObject({ state: 'failed', result: { error: 'Cut off before its result was known.' } });
    expect(stored.get(1)).toEqual({ type: 'error', error: { code: 'exited', message: 'The agent ended.' } });
  });

  test('a call left open by Stop ends as cancelled', () => {
    recorder.apply({ id: '1', event: 'tool_call', call: call({ state: 'awaiting-approval' }) });
    recorder.close('cancelled');
    expect(stored.get(0)).toMatchObject({ state: 'cancelled' });
  });

  test('a thought with another subject is a new part', () => {
    recorder.apply({ id: '1', event: 'thought_delta', text: 'a', subject: 'One' });
    recorder.apply({ id: '1', event: 'thought_delta', text: 'b', subject: 'Two' });
    recorder.close('complete');
    expect([...stored.values()]).toEqual([
      { type: 'thought', text: 'a', subject: 'One' },
      { type: 'thought', text: 'b', subject: 'Two' },
    ]);
  });

  test('a failing store is reported once the write is tried, not thrown into the stream', () => {
    store.setParts = () => {
      throw new Error('disk full');
    };
    text('words');
    expect(failures).toEqual([]);
    vi.advanceTimersByTime(250);
    expect(failures).toEqual([new Error('disk full')]);
  });

  test('has streamed nothing until words or a tool call came', () => {
    recorder.addPart({ type: 'notice', notice: 'restored', text: '' });
    expect(recorder.hasStreamed).toBe(false);
    text('a');
    expect(recorder.hasStreamed).toBe(true);
  });
});
