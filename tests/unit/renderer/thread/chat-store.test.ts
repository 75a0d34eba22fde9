import { describe, expect, it } from 'vitest';
import type { ChatEvent, OpenedConversation } from '#protocol/ipc.ts';
import { ChatStore, type ChatTransport } from '#renderer/features/thread/chat-store.ts';
import { sceneConversation, sceneOpened, scenePath } from '#tests/support/fake-preload/chat-scenes.ts';

const conversation = sceneConversation('c', 'Title');
const [prompt, answer] = scenePath('c', [
  { role: 'user', parts: [{ type: 'text', text: 'Hi' }] },
  { role: 'assistant', parts: [{ type: 'text', text: '' }], status: 'streaming' },
]);
if (prompt === undefined || answer === undefined) throw new Error('A path of two messages was expected');
const withText = (text: string): OpenedConversation => sceneOpened(conversation, [prompt, { ...answer, parts: [{ type: 'text', text }] }]);
const chunk = (offset: number, text: string): ChatEvent => ({ type: 'part-text', messageId: answer.id, index: 0, offset, text });

/** A main that answers when the test says so, and frames that come when the test says so. */
function setUp() {
  const opens: ((opened: OpenedConversation) => void)[] = [];
  let frame: (() => void) | null = null;
  const answer = (channel: string) => {
    if (channel !== 'chat.open') throw new Error(`Not expected: ${channel}`);
    return new Promise<OpenedConversation>((resolve) => opens.push(resolve));
  };
  const invoke = answer as unknown as ChatTransport['invoke'];
  const store = new ChatStore('c', { invoke, schedule: (callback) => (frame = callback) });
  return {
    store,
    opens,
    nextFrame: () => {
      const run = frame;
      frame = null;
      run?.();
    },
    text: () => {
      const part = store.getSnapshot().state?.live?.parts[0];
      return part?.type === 'text' ? part.text : undefined;
    },
  };
}

/** Lets promises that are resolved already run on. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('the store of an open conversation', () => {
  it('applies what came while it was loading on top of what it loaded', async () => {
    const { store, opens, text } = setUp();
    const loading = store.load();
    store.receive([chunk(0, 'Hel'), chunk(3, 'lo')]);
    opens[0]?.(withText('Hel'));
    await loading;
    expect(text()).toBe('Hello');
  });

  it('takes a burst of chunks as one change', async () => {
    const { store, opens, nextFrame, text } = setUp();
    const loading = store.load();
    opens[0]?.(withText(''));
    await loading;
    let changes = 0;
    store.subscribe(() => (changes += 1));
    for (let index = 0; index < 50; index += 1) store.receive([chunk(index, 'x')]);
    expect(changes).toBe(0);
    nextFrame();
    expect(changes).toBe(1);
    expect(text()).toBe('x'.repeat(50));
  });

  it('loads again after a gap, and goes on with what came meanwhile', async () => {
    const { store, opens, nextFrame, text } = setUp();
    const loading = store.load();
    opens[0]?.(withText('a'));
    await loading;
    store.receive([chunk(2, 'c')]);
    nextFrame();
    expect(opens).toHaveLength(2);
    store.receive([chunk(3, 'd')]);
    opens[1]?.(withText('abc'));
    await settle();
    expect(text()).toBe('abcd');
    expect(store.getSnapshot().state?.needsReload).toBe(false);
  });

  it('says why it could not be opened, and can be asked again', async () => {
    let isDown = true;
    const store = new ChatStore('c', {
      invoke: (() => (isDown ? Promise.reject(new Error('no')) : Promise.resolve(withText('ok')))) as unknown as ChatTransport['invoke'],
      schedule: () => undefined,
    });
    await store.load();
    expect(store.getSnapshot().loadError).toMatchObject({ code: 'internal', message: 'no' });
    isDown = false;
    await store.load();
    expect(store.getSnapshot()).toMatchObject({ loadError: null, state: { settled: [{ id: prompt.id }] } });
  });
});
