import { describe, expect, test } from 'vitest';
import { NEW_CONVERSATION, openTestDatabase } from '#tests/support/store/open-test-database.ts';

const text = (words: string) => [{ type: 'text' as const, text: words }];

describe('the conversation store', () => {
  test('a new conversation has what it was created with', () => {
    const { conversations } = openTestDatabase({ now: () => 42.6 });
    const created = conversations.create({ agentId: 'gemini', model: 'flash', approvalMode: 'plan', projectFolder: '/home/ä' });
    expect(created).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      title: 'New conversation',
      titleIsManual: false,
      agentId: 'gemini',
      model: 'flash',
      approvalMode: 'plan',
      projectFolder: '/home/ä',
      extraFolders: [],
      worktree: null,
      pinned: false,
      archived: false,
      unread: false,
      preview: '',
      leafMessageId: null,
      createdAt: 43,
      updatedAt: 43,
    });
    expect(conversations.getListed(created.id)).toEqual(created);
    expect(conversations.getListed('nobody')).toBeNull();
  });

  test('the list has pinned ones first, then the newest turn first, and keeps archived ones apart', () => {
    let time = 0;
    const { conversations, messages } = openTestDatabase({ now: () => ++time });
    const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((title) => conversations.create({ ...NEW_CONVERSATION, title }).id) as [
      string,
      string,
      string,
      string,
    ];
    messages.appendUserMessage({ conversationId: b, parts: text('newest') });
    conversations.update(a, { pinned: true });
    conversations.update(d, { archived: true });
    expect(conversations.list({ archived: false }).map(({ title }) => title)).toEqual(['a', 'b', 'c']);
    expect(conversations.list({ archived: true }).map(({ title }) => title)).toEqual(['d']);
    expect(conversations.list({ archived: false, limit: 1 }).map(({ id }) => id)).toEqual([a]);
    conversations.softDelete(c);
    expect(conversations.list({ archived: false }).map(({ title }) => title)).toEqual(['a', 'b']);
  });

  test('renaming, pinning and reading move nothing in the list', () => {
    let time = 0;
    const { conversations } = openTestDatabase({ now: () => ++time });
    const first = conversations.create(NEW_CONVERSATION);
    const second = conversations.create(NEW_CONVERSATION);
    const changed = conversations.update(first.id, {
      title: 'named',
      titleIsManual: true,
      model: null,
      projectFolder: null,
      approvalMode: 'auto-edit',
    });
    conversations.setUnread(first.id, true);
    expect(changed).toMatchObject({ title: 'named', titleIsManual: true, approvalMode: 'auto-edit', updatedAt: first.updatedAt });
    expect(conversations.list({ archived: false }).map(({ id, unread }) => [id, unread])).toEqual([
      [second.id, false],
      [first.id, true],
    ]);
  });

  test('an approval mode that cannot be read counts as the one that asks', () => {
    const { conversations, connection } = openTestDatabase();
    const { id } = conversations.create({ ...NEW_CONVERSATION, approvalMode: 'yolo' });
    connection.sqlite.exec("UPDATE conversations SET approval_mode = 'YOLO!'");
    expect(conversations.get(id).approvalMode).toBe('default');
  });

  test('a draft is kept per conversation, and an empty one is none', () => {
    const { conversations, connection } = openTestDatabase();
    const { id } = conversations.create(NEW_CONVERSATION);
    expect(conversations.getDraft(id)).toBe('');
    conversations.setDraft(id, 'half a thought');
    conversations.setDraft(id, 'a whole thought');
    expect(conversations.getDraft(id)).toBe('a whole thought');
    conversations.setDraft(id, '');
    expect(connection.sqlite.prepare('SELECT count(*) AS rows FROM drafts').get()).toEqual({ rows: 0 });
    expect(() => conversations.setDraft('nobody', 'x')).toThrow(expect.objectContaining({ code: 'not-found' }));
  });

  test('a deletion hides it everywhere, and can be undone with everything in it', () => {
    const { conversations, messages, search } = openTestDatabase();
    const { id } = conversations.create({ ...NEW_CONVERSATION, title: 'Zebra' });
    messages.appendUserMessage({ conversationId: id, parts: text('okapi') });
    conversations.setDraft(id, 'draft');
    conversations.softDelete(id);
    expect(conversations.getListed(id)).toBeNull();
    expect(() => conversations.softDelete(id)).toThrow(expect.objectContaining({ code: 'not-found' }));
    expect(() => conversations.update(id, { title: 'x' })).toThrow(expect.objectContaining({ code: 'not-found' }));
    expect([search.searchMessages({ query: 'okapi', limit: 5 }).hits, search.searchTitles({ query: 'zebra', limit: 5 })]).toEqual([[], []]);
    expect(conversations.undoDelete(id)).toMatchObject({ id, title: 'Zebra' });
    expect(conversations.getDraft(id)).toBe('draft');
    expect(search.searchMessages({ query: 'okapi', limit: 5 }).hits).toHaveLength(1);
  });

  test('a purge deletes for good what was deleted long enough ago, a limited number of messages at a time', () => {
    let time = 1_000;
    const { conversations, messages, history, approvals, connection } = openTestDatabase({ now: () => time });
    const old = conversations.create(NEW_CONVERSATION);
    const kept = conversations.create(NEW_CONVERSATION);
    for (let count = 0; count < 25; count += 1) messages.appendUserMessage({ conversationId: old.id, parts: text(`okapi ${count}`) });
    const answer = messages.beginAssistantMessage({ conversationId: old.id, parentId: conversations.get(old.id).leafMessageId ?? '' });
    messages.setPart(answer.id, 0, { type: 'image', mimeType: 'image/png', data: 'A'.repeat(9_000) });
    history.appendProviderContents(answer.id, 'gemini', [{ a: 1 }]);
    approvals.open({
      conversationId: old.id,
      messageId: answer.id,
      approvalId: 'a',
      callId: 'c',
      toolName: 't',
      kind: 'other',
      title: 'T',
      detail: { type: 'question', text: '?' },
      canAllowAlways: false,
      createdAt: 1,
    });
    conversations.setDraft(old.id, 'x');
    messages.appendUserMessage({ conversationId: kept.id, parts: text('okapi kept') });
    conversations.softDelete(old.id);
    time = 5_000;
    conversations.softDelete(kept.id);

    expect(conversations.purgeDeleted(1_000)).toEqual({ conversations: 0, hasMore: false });
    expect(conversations.purgeDeleted(2_000, 10)).toEqual({ conversations: 0, hasMore: true });
    expect(conversations.purgeDeleted(2_000, 10)).toEqual({ conversations: 0, hasMore: true });
    expect(conversations.purgeDeleted(2_000, 10)).toEqual({ conversations: 1, hasMore: false });
    expect(() => conversations.undoDelete(old.id)).toThrow(expect.objectContaining({ code: 'not-found' }));
    const rows = (table: string) => connection.sqlite.prepare<{ rows: number }>(`SELECT count(*) AS rows FROM ${table}`).get()?.rows;
    const counts = [
      'conversations',
      'messages',
      'message_parts',
      'long_values',
      'provider_history',
      'approvals',
      'drafts',
      'search_texts',
    ].map(rows);
    expect(counts).toEqual([1, 1, 1, 0, 0, 0, 0, 1]);
    // The index itself forgot the words: asked directly, not through the tables that are empty anyway.
    expect(connection.sqlite.prepare("SELECT rowid FROM search_index WHERE search_index MATCH 'okapi'").all()).toHaveLength(1);
    connection.sqlite.exec("INSERT INTO search_index (search_index, rank) VALUES ('integrity-check', 1)");
  });
});
