import { expect, test } from 'vitest';
import { NEW_CONVERSATION, openTestDatabase } from '#tests/support/store/open-test-database.ts';

const words = (text: string) => [{ type: 'text' as const, text }];

test('messages wait in the order given, each change is on disk, and unknown ids are told', () => {
  const { queue, conversations, ...database } = openTestDatabase();
  const { id } = conversations.create(NEW_CONVERSATION);
  const order = () => queue.list(id).map(({ parts }) => (parts[0]?.type === 'text' ? parts[0].text : ''));
  const [a, b, c] = ['a', 'b', 'c'].map((text) => queue.add(id, words(text)).id) as [string, string, string];
  queue.move(id, c, 0);
  expect(order()).toEqual(['c', 'a', 'b']);
  queue.move(id, c, 99);
  expect(order()).toEqual(['a', 'b', 'c']);
  queue.remove(id, b);
  queue.add(id, words('b again'), 1);
  queue.replace(id, a, words('a changed'));
  expect(order()).toEqual(['a changed', 'b again', 'c']);
  for (const change of [
    () => queue.remove(id, b),
    () => queue.move(id, 'x', 0),
    () => queue.replace(id, 'x', words('y')),
    () => queue.list('none'),
  ])
    expect(change).toThrow(expect.objectContaining({ code: 'not-found' }));
  expect(queue.conversationIds()).toEqual([id]);

  conversations.softDelete(id);
  expect(queue.conversationIds()).toEqual([]);
  while (conversations.purgeDeleted(Number.MAX_SAFE_INTEGER).hasMore);
  expect(database.connection.statement('SELECT count(*) AS count FROM queued_messages').get()).toEqual({ count: 0 });
});

test('a damaged message is neither listed nor deleted, and those around it wait on in their order', () => {
  const { queue, conversations, connection } = openTestDatabase();
  const { id } = conversations.create(NEW_CONVERSATION);
  const [a, broken, c] = ['a', 'b', 'c'].map((text) => queue.add(id, words(text)).id) as [string, string, string];
  const damage = (content: string) => connection.statement('UPDATE queued_messages SET parts = ? WHERE id = ?').run(content, broken);
  for (const content of ['[{"type":"te', '', '[{"type":"hologram"}]']) {
    damage(content);
    expect([queue.list(id).map((message) => message.id), queue.countUnreadable(id)]).toEqual([[a, c], 1]);
  }
  queue.move(id, c, 0);
  queue.remove(id, a);
  expect(queue.list(id).map((message) => message.id)).toEqual([c]);
  expect(connection.statement('SELECT id FROM queued_messages ORDER BY position').all()).toEqual([{ id: c }, { id: broken }]);
});
