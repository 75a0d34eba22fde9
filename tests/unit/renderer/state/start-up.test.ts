import { afterEach, expect, test, vi } from 'vitest';
import { useConversations } from '#renderer/state/conversations-store.ts';
import { loadStores } from '#renderer/state/start-up.ts';
import { manyConversations } from '#tests/support/fake-preload/conversations.ts';
import { createFakePreload } from '#tests/support/fake-preload/fake-preload.ts';
import { usualState } from '#tests/support/fake-preload/scenarios.ts';

afterEach(() => vi.unstubAllGlobals());

test('of years of conversations the newest come first, and all the others after the first picture', async () => {
  const conversations = manyConversations(1_000).map((conversation) => ({ ...conversation, archived: false }));
  const newest = conversations.toSorted((a, b) => b.updatedAt - a.updatedAt)[0]?.id;
  const fake = createFakePreload({ ...usualState(), conversations: new Map(conversations.map((one) => [one.id, one])) });
  vi.stubGlobal('window', { agentManager: fake.api });
  useConversations.setState({ byId: {}, selectedId: null });
  await loadStores(() => undefined);
  const known = () => Object.keys(useConversations.getState().byId).length;
  expect([known(), useConversations.getState().selectedId]).toEqual([200, newest]);
  await vi.waitFor(() => expect(known()).toBe(1_000));
});
