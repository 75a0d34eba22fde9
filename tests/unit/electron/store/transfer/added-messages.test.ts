/** A newer export of conversations that are here already: what it has more is added, as the tree it is. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Database } from '#electron/store/database.ts';
import { silentLog } from '#electron/store/store-log.ts';
import { exportConversations } from '#electron/store/transfer/export-conversations.ts';
import { readImportFile } from '#electron/store/transfer/import-file.ts';
import { previewImport } from '#electron/store/transfer/import-preview.ts';
import { uncontrolled } from '#electron/store/transfer/job.ts';
import type { RunningImport } from '#electron/store/transfer/running-import.ts';
import { makeTestFolder, NEW_CONVERSATION, openTestDatabase } from '#tests/support/store/open-test-database.ts';

function exportOf(database: Database): string {
  const file = join(makeTestFolder(), 'export.jsonl');
  exportConversations(database.connection, { file, format: 'json', selection: {}, appVersion: '1.0.0' }, uncontrolled, silentLog, 0);
  return file;
}

function begin(database: Database, chosen: string[], addToExisting = true): RunningImport {
  const running = database.imports.begin({ source: 'x.jsonl', keepProjectFolders: true, addToExisting });
  for (const file of chosen) readImportFile(file, uncontrolled, (record) => void running.add([record]));
  return running;
}
const importFrom = (database: Database, ...chosen: string[]) => begin(database, chosen).finish();

function say({ messages }: Database, conversationId: string, prompt: string, parentId?: string): { prompt: string; answer: string } {
  const text = (words: string) => [{ type: 'text' as const, text: words }];
  const asked = messages.appendUserMessage({ conversationId, parts: text(prompt), ...(parentId !== undefined && { parentId }) });
  const answer = messages.beginAssistantMessage({ conversationId, parentId: asked.id });
  messages.setParts(answer.id, [{ index: 0, part: { type: 'text', text: `on ${prompt}` } }]);
  messages.finishMessage(answer.id, { status: 'complete', usage: null, model: null });
  return { prompt: asked.id, answer: answer.id };
}

/** A laptop and a desk with the same conversation, which then went on on the laptop. */
function makeBoth() {
  const [laptop, desk] = [openTestDatabase(), openTestDatabase()];
  const { id } = laptop.conversations.create({ ...NEW_CONVERSATION, title: 'Both' });
  const first = say(laptop, id, 'one');
  importFrom(desk, exportOf(laptop));
  return { laptop, desk, id, first };
}

function shown({ messages }: Database, id: string): string[] {
  return messages.tail(id, 50).messages.flatMap(({ parts }) => parts.map((part) => (part.type === 'text' ? part.text : part.type)));
}

const find = ({ search }: Database, query: string) => search.searchMessages({ query, limit: 9 }).hits.length;

test('what follows is added and shown, found by search, and the copy exports as the original', () => {
  const { laptop, desk, id } = makeBoth();
  say(laptop, id, 'two okapi');
  say(laptop, id, 'three');
  const file = exportOf(laptop);
  expect(previewImport(desk.connection, [file], uncontrolled)).toMatchObject({
    conversations: 0,
    alreadyHere: 1,
    growing: { conversations: 1, messages: 4 },
  });
  expect(importFrom(desk, file)).toMatchObject({
    conversations: 0,
    messages: 0,
    added: { conversationIds: [id], messages: 4 },
    skipped: [],
  });
  expect(shown(desk, id)).toEqual(shown(laptop, id));
  expect(find(desk, 'okapi')).toBe(2);
  expect(desk.messages.tail(id, 50)).toEqual(laptop.messages.tail(id, 50));
  expect(desk.conversations.list({ archived: false })).toHaveLength(1);
  expect(importFrom(desk, file)).toMatchObject({ added: { messages: 0 }, skipped: [{ title: 'Both', reason: 'It is here already.' }] });
});

test('where both went on, the other way becomes a version beside one’s own, which stays in view', () => {
  const { laptop, desk, id } = makeBoth();
  say(laptop, id, 'on the laptop');
  say(desk, id, 'at the desk');
  const before = shown(desk, id);
  importFrom(desk, exportOf(laptop));
  expect(shown(desk, id)).toEqual(before);
  const fork = desk.messages.tail(id, 2).messages[0];
  expect(fork?.siblingIds).toHaveLength(2);
  desk.messages.selectBranch(fork?.siblingIds.find((other) => other !== fork.id) ?? '');
  expect(shown(desk, id)).toEqual(shown(laptop, id));
  say(desk, id, 'and on');
  expect(shown(desk, id).slice(-2)).toEqual(['and on', 'on and on']);
});

test('another version of the first message comes beside it', () => {
  const { laptop, desk, id } = makeBoth();
  laptop.messages.appendUserMessage({ conversationId: id, parts: [{ type: 'text', text: 'edited' }], parentId: null });
  expect(importFrom(desk, exportOf(laptop)).added.messages).toBe(1);
  expect(desk.messages.tail(id, 5).messages[0]?.siblingIds).toHaveLength(2);
});

test('nothing of it is seen before its end; one that is given up, or cut off by a crash, leaves nothing', () => {
  const { laptop, desk, id } = makeBoth();
  say(laptop, id, 'two okapi');
  const file = exportOf(laptop);
  const running = begin(desk, [file]);
  const before = ['one', 'on one'];
  expect(shown(desk, id)).toEqual(before);
  const leaf = desk.messages.tail(id, 1).messages[0];
  desk.messages.selectBranch(leaf?.id ?? '');
  expect([shown(desk, id), find(desk, 'okapi')]).toEqual([before, 0]);
  running.abort();
  begin(desk, [file]);
  expect(desk.imports.abortUnfinished()).toBe(1);
  expect(desk.conversations.purgeDeleted(1)).toMatchObject({ conversations: 2 });
  expect(shown(desk, id)).toEqual(before);
  expect(importFrom(desk, file).added.messages).toBe(2);
});

test('left out when not wanted, and when no message is in common', () => {
  const { laptop, desk, id } = makeBoth();
  say(laptop, id, 'two');
  const file = exportOf(laptop);
  expect(begin(desk, [file], false).finish()).toMatchObject({
    added: { messages: 0 },
    skipped: [{ reason: 'It is here already, without 2 messages of the file.' }],
  });
  // The ids of its messages were taken when it came in, so that they are others here.
  const other = openTestDatabase();
  const taken = other.conversations.create(NEW_CONVERSATION);
  other.connection
    .statement(
      `INSERT INTO messages (id, conversation_key, seq, depth, role, status, created_at) SELECT value, 1, key, key, 'user', 'complete', 1 FROM json_each(?)`,
    )
    .run(JSON.stringify(laptop.messages.tail(id, 9).messages.map((message) => message.id)));
  importFrom(other, file);
  say(laptop, id, 'three');
  const again = exportOf(laptop);
  expect(previewImport(other.connection, [again], uncontrolled).growing).toEqual({ conversations: 0, messages: 0 });
  expect(importFrom(other, again)).toMatchObject({ added: { messages: 0 }, skipped: [{ reason: expect.stringContaining('6 messages') }] });
  expect(taken.id).not.toBe(id);
});

test('two files of different days, chosen at once, give each message once', () => {
  const { laptop, desk, id } = makeBoth();
  say(laptop, id, 'two');
  const early = exportOf(laptop);
  say(laptop, id, 'three');
  const late = exportOf(laptop);
  expect(importFrom(desk, early, late).added.messages).toBe(4);
  expect(desk.messages.tail(id, 50)).toEqual(laptop.messages.tail(id, 50));
  const fresh = openTestDatabase();
  expect(importFrom(fresh, early, late)).toMatchObject({ conversations: 1, messages: 6, added: { messages: 0 } });
  expect(fresh.messages.tail(id, 50)).toEqual(laptop.messages.tail(id, 50));
});

test('is listed, and taken back but for what was continued', () => {
  const { laptop, desk, id, first } = makeBoth();
  say(laptop, id, 'two');
  const last = say(laptop, id, 'three');
  const { importId } = importFrom(desk, exportOf(laptop));
  expect(desk.imports.list()).toMatchObject([{ id: importId, conversations: 1, messages: 4 }, { conversations: 1 }]);
  expect(desk.imports.undo(importId)).toEqual({ deleted: [], shortened: [id], kept: [] });
  expect(shown(desk, id)).toEqual(['one', 'on one']);
  expect(find(desk, 'three')).toBe(0);
  expect(desk.imports.list()).toHaveLength(1);

  const again = importFrom(desk, exportOf(laptop));
  // One of the two ways on is continued here.
  say(laptop, id, 'beside', first.answer);
  const beside = importFrom(desk, exportOf(laptop));
  expect(beside.added.messages).toBe(2);
  desk.messages.selectBranch(last.answer);
  say(desk, id, 'mine');
  expect(desk.imports.undo(again.importId)).toEqual({ deleted: [], shortened: [id], kept: ['Both'] });
  expect(shown(desk, id).slice(-2)).toEqual(['mine', 'on mine']);
  expect(desk.imports.undo(beside.importId)).toEqual({ deleted: [], shortened: [id], kept: [] });
  expect(shown(desk, id).at(-1)).toBe('on mine');
});
