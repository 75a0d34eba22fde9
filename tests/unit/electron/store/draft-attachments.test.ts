import { expect, test } from 'vitest';
import type { AttachedPart } from '#protocol/conversation.ts';
import { NEW_CONVERSATION, openTestDatabase } from '#tests/support/store/open-test-database.ts';

const IMAGE: AttachedPart = { type: 'image', mimeType: 'image/png', data: 'aGVsbG8=' };
const FILE: AttachedPart = { type: 'file', name: 'orders.csv', sizeBytes: 6, content: { encoding: 'text', text: 'tea,3\n' } };

test('what is attached to a draft is kept per conversation in order, and goes with it', () => {
  const { draftAttachments, conversations, connection } = openTestDatabase();
  const [a, b] = [conversations.create(NEW_CONVERSATION).id, conversations.create(NEW_CONVERSATION).id];
  expect(draftAttachments.list(a)).toEqual([]);
  draftAttachments.replace(a, [IMAGE, FILE]);
  draftAttachments.replace(b, [FILE]);
  expect([draftAttachments.list(a), draftAttachments.list(b)]).toEqual([[IMAGE, FILE], [FILE]]);
  draftAttachments.replace(b, []);
  expect(draftAttachments.list(b)).toEqual([]);
  expect(() => draftAttachments.replace('none', [IMAGE])).toThrow(expect.objectContaining({ code: 'not-found' }));

  conversations.softDelete(a);
  while (conversations.purgeDeleted(Number.MAX_SAFE_INTEGER).hasMore);
  expect(connection.statement('SELECT count(*) AS count FROM draft_attachments').get()).toEqual({ count: 0 });
});

test.each(['[{"type":"hologram"}]', '[{"type":"fi', ''])(
  'what can’t be read (%s) counts as nothing attached, and stays until something else is',
  (broken) => {
    const { draftAttachments, conversations, connection } = openTestDatabase();
    const { id } = conversations.create(NEW_CONVERSATION);
    draftAttachments.replace(id, [FILE]);
    expect(draftAttachments.isUnreadable(id)).toBe(false);
    connection.statement('UPDATE draft_attachments SET parts = ?').run(broken);
    expect([draftAttachments.list(id), draftAttachments.isUnreadable(id)]).toEqual([[], true]);
    // As when the draft is sent.
    draftAttachments.replace(id, []);
    expect(connection.statement('SELECT parts FROM draft_attachments').all()).toEqual([{ parts: broken }]);
    draftAttachments.replace(id, [IMAGE]);
    expect([draftAttachments.list(id), draftAttachments.isUnreadable(id)]).toEqual([[IMAGE], false]);
  },
);
