import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createConversation, deleteConversation, setArchived, updateConversation } from '#renderer/state/conversation-actions.ts';
import { useConversations } from '#renderer/state/conversations-store.ts';
import { listenToMain, loadStores } from '#renderer/state/start-up.ts';
import { undoLast, useToasts } from '#renderer/state/toasts-store.ts';
import { conversationSummary } from '#tests/support/fake-preload/conversations.ts';
import { createFakePreload, type FakePreload } from '#tests/support/fake-preload/fake-preload.ts';
import { usualState } from '#tests/support/fake-preload/scenarios.ts';

let fake: FakePreload;
let endListening: () => void;

const now = Date.now();
const ids = () => Object.keys(useConversations.getState().byId).sort();
const shownId = () => useConversations.getState().selectedId;
const messages = () => useToasts.getState().toasts.map(({ message }) => message);

beforeEach(async () => {
  const conversations = [
    conversationSummary({ id: 'new', title: 'New', updatedAt: now }),
    conversationSummary({ id: 'mid', title: 'Mid', updatedAt: now - 1 }),
    conversationSummary({ id: 'old', title: 'Old', updatedAt: now - 2 }),
  ];
  fake = createFakePreload({ ...usualState(), conversations: new Map(conversations.map((one) => [one.id, one])) });
  vi.stubGlobal('window', { agentManager: fake.api });
  useConversations.setState({ byId: {}, selectedId: null });
  useToasts.setState({ toasts: [] });
  endListening = listenToMain(() => undefined);
  await loadStores(() => undefined);
});

afterEach(() => {
  endListening();
  vi.unstubAllGlobals();
});

describe('starting', () => {
  test('shows the conversation used last', () => {
    expect(shownId()).toBe('new');
  });
});

describe('deleting', () => {
  test('takes the conversation away at once, shows its neighbour, and undo brings both back', async () => {
    const deleted = deleteConversation('new');
    expect(ids()).toEqual(['mid', 'old']);
    expect(shownId()).toBe('mid');
    await deleted;
    expect(undoLast()).toBe(true);
    await vi.waitFor(() => expect(shownId()).toBe('new'));
    expect(ids()).toEqual(['mid', 'new', 'old']);
  });

  test('that main refuses brings it back, says why, and offers no undo', async () => {
    fake.failNext('conversations.delete', { code: 'storage-busy', message: 'The database is busy.' });
    await deleteConversation('new');
    expect(ids()).toContain('new');
    expect(shownId()).toBe('new');
    expect(messages()).toEqual(['The database is busy.']);
    expect(undoLast()).toBe(false);
  });
});

describe('archiving', () => {
  test('moves on to the neighbour and can be undone', async () => {
    await setArchived('new', true);
    expect(useConversations.getState().byId.new?.archived).toBe(true);
    expect(shownId()).toBe('mid');
    undoLast();
    await vi.waitFor(() => expect(useConversations.getState().byId.new?.archived).toBe(false));
  });
});

describe('changing', () => {
  test('shows the change before main has answered', () => {
    void updateConversation('mid', { title: 'Changed' });
    expect(useConversations.getState().byId.mid?.title).toBe('Changed');
  });

  test('takes it back when main refuses', async () => {
    fake.failNext('conversations.update', { code: 'storage-full', message: 'The disk is full.' });
    expect(await updateConversation('mid', { title: 'Changed' })).toBe(false);
    expect(useConversations.getState().byId.mid?.title).toBe('Mid');
    expect(messages()).toEqual(['The disk is full.']);
  });
});

describe('creating', () => {
  test('shows the new conversation, in the project of the one shown before', async () => {
    await createConversation();
    const created = useConversations.getState().byId[shownId() ?? ''];
    expect(created?.leafMessageId).toBeNull();
    expect(created?.projectFolder).toBe('/home/ada/projects/ledger');
  });

  test('again without a word in between shows the same one', async () => {
    await createConversation();
    const first = shownId();
    await createConversation();
    expect(shownId()).toBe(first);
    expect(ids()).toHaveLength(4);
  });
});

describe('a conversation that main removes while it is shown', () => {
  test('is shown no longer', () => {
    fake.emit('conversations.changed', { upserted: [], removed: ['new'] });
    expect(shownId()).toBeNull();
    expect(ids()).toEqual(['mid', 'old']);
  });
});
