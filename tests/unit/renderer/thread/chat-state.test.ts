import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Message, Part } from '#protocol/conversation.ts';
import type { ChatEvent, OpenedConversation } from '#protocol/ipc.ts';
import {
  addEarlier,
  addLater,
  applyEvents,
  type ChatState,
  openState,
  refreshState,
  reopenState,
} from '#renderer/features/thread/chat-state.ts';
import { sceneConversation, sceneOpened, scenePath, sceneTool } from '#tests/support/fake-preload/chat-scenes.ts';

const ID = 'c';
const conversation = sceneConversation(ID, 'Title');
const path = () => scenePath(ID, [{ role: 'user', parts: [{ type: 'text', text: 'Hello' }] }]);
const streaming = (parts: Part[] = []): Message => ({
  ...(scenePath(ID, [
    { role: 'user', parts: [] },
    { role: 'assistant', parts },
  ])[1] as Message),
  status: 'streaming',
  finishedAt: null,
  usage: null,
});
const ANSWER = streaming().id;
const opened = (messages: Message[]): OpenedConversation => sceneOpened(conversation, messages);
const textOf = (state: ChatState): string => {
  const message = state.live ?? state.settled.at(-1);
  return (message?.parts ?? [])
    .map((part) => (part.type === 'text' ? part.text : part.type === 'tool-call' ? `[${part.state}:${part.result?.output ?? ''}]` : ''))
    .join('|');
};

const partsOf = (state: ChatState): readonly Part[] =>
  [...state.settled, state.live].find((message) => message?.id === ANSWER)?.parts ?? [];
const saidIn = (state: ChatState): string =>
  partsOf(state)
    .map((part) => (part.type === 'text' ? part.text : ''))
    .join('');
const printedIn = (state: ChatState): string =>
  partsOf(state)
    .map((part) => (part.type === 'tool-call' ? (part.result?.output ?? '') : ''))
    .join('');

/** A turn as main tells it, with the snapshot main would give after each event. */
function turn(chunks: readonly string[], outputs: readonly string[]): { events: ChatEvent[]; snapshots: OpenedConversation[] } {
  const prompt = path();
  const events: ChatEvent[] = [];
  const snapshots: OpenedConversation[] = [opened(prompt)];
  const answer = streaming();
  let parts: Part[] = [];
  const tell = (event: ChatEvent, message: Message) => {
    events.push(event);
    snapshots.push(opened([...prompt, message]));
  };
  const live = () => ({ ...answer, parts });
  tell({ type: 'message-added', message: answer }, live());
  parts = [{ type: 'text', text: '' }];
  tell({ type: 'part-set', messageId: ANSWER, index: 0, part: { type: 'text', text: '' } }, live());
  let text = '';
  for (const chunk of chunks) {
    const offset = text.length;
    text += chunk;
    parts = [{ type: 'text', text }];
    tell({ type: 'part-text', messageId: ANSWER, index: 0, offset, text: chunk }, live());
  }
  const tool = sceneTool({ callId: 't', title: 'Run', kind: 'execute', state: 'pending' });
  let output = '';
  const setTool = (state: 'pending' | 'running' | 'succeeded') => {
    const part: Part = { ...tool, state, ...(state === 'succeeded' && { result: { output } }) };
    parts = [
      { type: 'text', text },
      { ...part, result: { output } },
    ];
    tell({ type: 'part-set', messageId: ANSWER, index: 1, part }, live());
  };
  setTool('pending');
  setTool('running');
  for (const chunk of outputs) {
    const offset = output.length;
    output += chunk;
    parts = [
      { type: 'text', text },
      { ...tool, state: 'running', result: { output } },
    ];
    tell({ type: 'tool-output', messageId: ANSWER, index: 1, offset, text: chunk }, live());
  }
  setTool('succeeded');
  const finished: Message = { ...answer, status: 'complete', finishedAt: 1, parts };
  tell({ type: 'message-finished', message: finished }, finished);
  return { events, snapshots };
}

/** The same news with some of the text before it, as when two chunks were put together differently. */
function begunEarlier(event: ChatEvent, by: number, said: string, printed: string): ChatEvent {
  if (event.type !== 'part-text' && event.type !== 'tool-output') return event;
  const whole = event.type === 'part-text' ? said : printed;
  const offset = Math.max(0, event.offset - by);
  return { ...event, offset, text: whole.slice(offset, event.offset + event.text.length) };
}

describe('the state of an open conversation', () => {
  it('has the whole text once, whatever is told twice, lost or overlapped by a snapshot', () => {
    const chunk = fc.string({ minLength: 1, maxLength: 6 });
    // What happens to each event on its way: lost, preceded by a reload, begun earlier than needed, followed by older ones told again.
    const fate = fc.record({
      lost: fc.boolean(),
      reload: fc.boolean(),
      overlap: fc.nat(9),
      repeat: fc.option(fc.nat(30)),
      stale: fc.option(fc.nat(30)),
    });
    fc.assert(
      fc.property(
        fc.array(chunk, { maxLength: 12 }),
        fc.array(chunk, { maxLength: 5 }),
        fc.array(fate, { maxLength: 40 }),
        (chunks, outputs, fates) => {
          const { events, snapshots } = turn(chunks, outputs);
          let state = openState(snapshots[0] as OpenedConversation);
          let isMissingSomething = false;
          events.forEach((event, index) => {
            const { lost = false, reload = false, overlap = 0, repeat = null, stale = null } = fates[index] ?? {};
            if (reload) state = reopenState(state, snapshots[index] as OpenedConversation);
            const isLast = index === events.length - 1;
            if (!lost || isLast) state = applyEvents(state, [begunEarlier(event, overlap, chunks.join(''), outputs.join(''))]);
            if (repeat !== null && repeat <= index)
              state = applyEvents(
                state,
                events.slice(repeat, index + 1).filter((_, at) => !lost || at < index - repeat),
              );
            if (stale !== null && stale < index) state = applyEvents(state, [events[stale] as ChatEvent]);
            const truth = openState(snapshots[index + 1] as OpenedConversation);
            isMissingSomething = (isMissingSomething && !reload) || (lost && !isLast);
            if (state.needsReload) {
              state = reopenState(state, snapshots[index + 1] as OpenedConversation);
              isMissingSomething = false;
            }
            // At every moment: what is shown is the truth or, where an event was lost and not yet missed, its beginning.
            expect(saidIn(truth).startsWith(saidIn(state))).toBe(true);
            expect(printedIn(truth).startsWith(printedIn(state))).toBe(true);
            if (!isMissingSomething) expect([saidIn(state), printedIn(state)]).toEqual([saidIn(truth), printedIn(truth)]);
          });
          expect(textOf(state)).toBe(`${chunks.join('')}|[succeeded:${outputs.join('')}]`);
          expect(state.live).toBeNull();
          expect(state.settled).toHaveLength(2);
          expect(state.needsReload).toBe(false);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('is complete at every moment when nothing is lost, even with events that a snapshot already holds', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 10 }),
        fc.nat(20),
        fc.nat(20),
        (chunks, snapshotAt, replayFrom) => {
          const { events, snapshots } = turn(chunks, []);
          const at = Math.min(snapshotAt, events.length - 1);
          const from = Math.min(replayFrom, at);
          // `chat.open` was asked after `from` events and answered with what main had after `at`: the rest overlaps.
          const state = applyEvents(openState(snapshots[at] as OpenedConversation), events.slice(from));
          expect(state.needsReload).toBe(false);
          expect(textOf(state)).toContain(chunks.join(''));
        },
      ),
    );
  });

  it('asks to be loaded again when text is missing, and shows nothing wrong meanwhile', () => {
    const state = applyEvents(openState(opened([...path(), streaming([{ type: 'text', text: 'abc' }])])), [
      { type: 'part-text', messageId: ANSWER, index: 0, offset: 5, text: 'fg' },
    ]);
    expect(state.needsReload).toBe(true);
    expect(textOf(state)).toBe('abc');
  });

  it('touches the live message only when a chunk comes, however long the conversation is', () => {
    const before = openState(
      opened([
        ...scenePath(
          ID,
          Array.from({ length: 500 }, () => ({ role: 'user' as const, parts: [] })),
        ),
        { ...streaming([{ type: 'text', text: '' }]), id: 'live' },
      ]),
    );
    const after = applyEvents(before, [{ type: 'part-text', messageId: 'live', index: 0, offset: 0, text: 'x' }]);
    expect(after.settled).toBe(before.settled);
    expect(after.live).not.toBe(before.live);
  });

  it('keeps a finished message as it is when late events speak of it', () => {
    const { events, snapshots } = turn(['a', 'b'], []);
    const done = openState(snapshots.at(-1) as OpenedConversation);
    expect(applyEvents(done, events)).toBe(done);
  });

  it('does not bring a turn back that has ended', () => {
    const { events, snapshots } = turn(['a'], []);
    const done = applyEvents(openState(snapshots[0] as OpenedConversation), events);
    const late = applyEvents(done, [
      { type: 'turn-changed', turn: { assistantMessageId: ANSWER, startedAt: 1, phase: { phase: 'streaming' } } },
    ]);
    expect(late.turn).toBeNull();
  });

  it('ends the turn with its message', () => {
    const { events, snapshots } = turn(['a'], []);
    const running = applyEvents(openState(snapshots[0] as OpenedConversation), [
      ...events.slice(0, -1),
      { type: 'turn-changed', turn: { assistantMessageId: ANSWER, startedAt: 1, phase: { phase: 'streaming' } } },
    ]);
    expect(running.turn).not.toBeNull();
    expect(applyEvents(running, events.slice(-1)).turn).toBeNull();
  });

  it('loads again when a message belongs to another path', () => {
    const state = applyEvents(openState(opened(path())), [{ type: 'message-added', message: { ...streaming(), parentId: 'elsewhere' } }]);
    expect(state.needsReload).toBe(true);
    expect(state.settled).toHaveLength(1);
  });

  it('never lets a tool call go back, and keeps its live output when its state is told anew', () => {
    const tool = sceneTool({ callId: 't', title: 'Run', kind: 'execute', state: 'running', result: { output: 'line' } });
    const state = openState(opened([...path(), streaming([tool])]));
    const stale = applyEvents(state, [
      { type: 'part-set', messageId: ANSWER, index: 0, part: { ...tool, state: 'pending', result: undefined } as Part },
    ]);
    expect(stale).toBe(state);
    const { result: _none, ...withoutOutput } = tool;
    const again = applyEvents(state, [{ type: 'part-set', messageId: ANSWER, index: 0, part: { ...withoutOutput, title: 'Run it' } }]);
    expect(again.live?.parts[0]).toMatchObject({ title: 'Run it', result: { output: 'line' } });
  });

  it('keeps pages loaded before, and the identity of what did not change, when it is loaded again', () => {
    const all = scenePath(
      ID,
      Array.from({ length: 30 }, () => ({ role: 'user' as const, parts: [{ type: 'text' as const, text: 'x' }] })),
    );
    const copy = (messages: Message[]) => structuredClone(messages);
    let state = openState(sceneOpened(conversation, all.slice(20), { hasEarlier: true, totalMessages: 30 }));
    state = addEarlier(state, (all[20] as Message).id, { messages: all.slice(10, 20), hasEarlier: true, totalMessages: 30 });
    expect(state.settled).toHaveLength(20);
    const again = reopenState(state, sceneOpened(conversation, copy(all.slice(20)), { hasEarlier: true, totalMessages: 30 }));
    expect(again.settled).toBe(state.settled);
    expect(again.hasEarlier).toBe(true);
  });

  it('ignores an earlier page that no longer fits', () => {
    const state = openState(opened(path()));
    expect(addEarlier(state, 'other', { messages: path(), hasEarlier: false, totalMessages: 9 })).toBe(state);
  });
});

describe('a place further up in a long conversation', () => {
  const all = scenePath(
    ID,
    Array.from({ length: 12 }, (_, index) => ({ role: index % 2 === 0 ? ('user' as const) : ('assistant' as const), parts: [] })),
  );
  const ids = (state: ChatState) => [...state.settled, ...(state.live === null ? [] : [state.live])].map(({ depth }) => depth);
  const around = () =>
    openState({ ...sceneOpened(conversation, all.slice(3, 6), { hasEarlier: true, totalMessages: 12 }), hasLater: true });
  const added = (): Message => ({
    ...(all[11] as Message),
    id: 'added',
    depth: 12,
    parentId: (all[11] as Message).id,
    status: 'streaming',
  });

  it('goes on downwards until the end, where what streams is live again', () => {
    const state = addLater(around(), (all[5] as Message).id, {
      messages: all.slice(6, 9),
      hasEarlier: true,
      hasLater: true,
      totalMessages: 12,
    });
    expect(ids(state)).toEqual([3, 4, 5, 6, 7, 8]);
    const end = addLater(state, (all[8] as Message).id, {
      messages: [...all.slice(9), added()],
      hasEarlier: true,
      hasLater: false,
      totalMessages: 13,
    });
    expect(end).toMatchObject({ hasLater: false, live: { id: 'added' }, totalMessages: 13 });
    expect(ids(end)).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  });

  it('a page that no longer fits changes nothing', () => {
    const state = around();
    const page = { messages: all.slice(9), hasEarlier: true, hasLater: false, totalMessages: 12 };
    expect(addLater(state, (all[8] as Message).id, page)).toBe(state);
  });

  it('what happens at the end is counted, and neither shown here nor a reason to load again', () => {
    const state = applyEvents(around(), [
      { type: 'message-added', message: added() },
      { type: 'part-set', messageId: 'added', index: 0, part: { type: 'text', text: 'Hi' } },
      { type: 'message-finished', message: { ...added(), status: 'complete' } },
    ]);
    expect(state).toMatchObject({ needsReload: false, hasLater: true, live: null, totalMessages: 13 });
    expect(ids(state)).toEqual([3, 4, 5]);
  });

  it('stays when the conversation is opened again, and gives way when another path is shown or the end comes near', () => {
    const tail = sceneOpened(conversation, all.slice(9), { hasEarlier: true, totalMessages: 12 });
    expect(refreshState(around(), tail)).toMatchObject({ hasLater: true, settled: all.slice(3, 6) });
    const changed = applyEvents(around(), [{ type: 'path-changed' }]);
    expect(refreshState(changed, tail)).toMatchObject({ hasLater: false, needsReload: false, settled: all.slice(9) });
    const meeting = sceneOpened(conversation, all.slice(5), { hasEarlier: true, totalMessages: 12 });
    expect(ids(refreshState(around(), meeting))).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });
});
