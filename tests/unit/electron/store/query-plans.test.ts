/** The queries behind what people do all day must find their rows by index: a scan would be noticed only after years of use. */
import { expect, test } from 'vitest';
import type { Connection } from '#electron/store/connection.ts';
import type { SqliteParameters } from '#electron/store/sqlite.ts';
import { NEW_CONVERSATION, openTestDatabase } from '#tests/support/store/open-test-database.ts';

/** Runs `use`, and returns the plan of every statement it executed. */
function plansOf(connection: Connection, use: () => void): string[] {
  const { statement } = connection;
  const plans: string[] = [];
  const record = (sql: string, parameters: SqliteParameters) => {
    const rows = connection.sqlite.prepare<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(...parameters);
    plans.push(rows.map(({ detail }) => detail).join('\n'));
  };
  const watched: Connection['statement'] = <Row>(sql: string) => {
    const inner = statement<Row>(sql);
    const recorded =
      <Result>(execute: (...parameters: SqliteParameters) => Result) =>
      (...parameters: SqliteParameters) => {
        record(sql, parameters);
        return execute(...parameters);
      };
    return {
      run: recorded(inner.run.bind(inner)),
      get: recorded(inner.get.bind(inner)),
      all: recorded(inner.all.bind(inner)),
      iterate: recorded(inner.iterate.bind(inner)),
      safeIntegers: () => inner.safeIntegers(),
    };
  };
  connection.statement = watched;
  use();
  connection.statement = statement;
  return plans;
}

/** Scans of what is small by itself: the rows of this very query, the ids given to it, a row per 4096 messages, a few words per conversation. */
const HARMLESS =
  /^SCAN (path|json_each|CONSTANT|search_index VIRTUAL TABLE INDEX|message_periods|c USING COVERING INDEX conversations_by_project)/;

function scansIn(plans: string[]): string[] {
  return plans
    .flatMap((plan) => plan.split('\n'))
    .filter((line) => line.startsWith('SCAN') && !HARMLESS.test(line) && !/CONSTANT ROW/.test(line));
}

function open() {
  const database = openTestDatabase();
  const { id } = database.conversations.create(NEW_CONVERSATION);
  const first = database.messages.appendUserMessage({ conversationId: id, parts: [{ type: 'text', text: 'okapi' }] });
  const answer = database.messages.beginAssistantMessage({ conversationId: id, parentId: first.id });
  return { ...database, id, first, answer };
}

test('the list of conversations is read in the order of its index', () => {
  const { connection, conversations } = open();
  const plans = plansOf(connection, () => conversations.list({ archived: false }));
  expect(plans.join('\n')).toContain('USING INDEX conversations_listed');
  expect(plans.join('\n')).not.toContain('TEMP B-TREE');
});

test('reading and writing messages scans no table', () => {
  const { connection, messages, history, id, first, answer } = open();
  const plans = plansOf(connection, () => {
    messages.tail(id, 10);
    messages.earlier(id, answer.id, 10);
    messages.later(id, first.id, 10);
    messages.around(first.id, 10);
    messages.get(answer.id);
    messages.setPart(answer.id, 0, { type: 'notice', notice: 'info', text: 'x'.repeat(9_000) });
    messages.finishMessage(answer.id, { status: 'complete', usage: null, model: null });
    messages.selectBranch(first.id);
    messages.appendUserMessage({ conversationId: id, parts: [{ type: 'text', text: 'x' }], parentId: null });
    messages.recoverInterrupted();
    history.appendProviderContents(answer.id, 'gemini', [1]);
    history.restoreMessages(id);
  });
  expect(plans.length).toBeGreaterThan(20);
  // Answers still streaming are few, and have an index of their own.
  expect(scansIn(plans).filter((line) => !line.includes('messages_streaming'))).toEqual([]);
  expect(plans.join('\n')).toContain('USING INDEX messages_by_parent');
});

test('an agent’s changes are found by index, however many conversations there are', () => {
  const { connection, fileChanges, worktrees, id, answer } = open();
  const file = { folder: '/shop', path: 'a.ts' };
  const plans = plansOf(connection, () => {
    const change = { ...file, conversationId: id, messageId: answer.id, before: '{}', createdFolder: null };
    const changeId = fileChanges.begin({ ...change, source: 'edit', toolTitle: 'Edit' });
    fileChanges.listOpen();
    fileChanges.finish(changeId, { after: '{}', added: 1, removed: 0 });
    fileChanges.lastOf(answer.id, file.folder, file.path);
    fileChanges.addNotes(answer.id, ['note']);
    fileChanges.notes(id);
    fileChanges.messages(id);
    fileChanges.list(id);
    const revertId = fileChanges.recordRevert(id, [changeId], [{ ...file, replaced: '{}', leftBehind: '{}' }]);
    fileChanges.revertedFiles(id, revertId);
    fileChanges.undoRevert(revertId, [file]);
    worktrees.get(id);
  });
  expect(plans.length).toBeGreaterThan(12);
  expect(scansIn(plans).filter((line) => !line.includes('file_changes_open'))).toEqual([]);
});

test('a search is led by the full-text index and needs no sorting', () => {
  const { connection, search, id } = open();
  const plans = plansOf(connection, () => {
    search.searchMessages({ query: 'okapi', limit: 10 });
    search.searchMessages({ query: 'oka', limit: 10, filters: { conversationId: id, role: 'user', archived: false, fromMs: 0 } });
    search.searchMessages({ query: 'okapis', limit: 10, filters: { projectFolders: ['/p', null], agentId: 'gemini' } });
  });
  expect(plans.join('\n')).toMatch(/SCAN search_index VIRTUAL TABLE INDEX/);
  expect(plans.join('\n')).not.toMatch(/TEMP B-TREE FOR ORDER BY/);
  expect(scansIn(plans)).toEqual([]);
});

test('deleting for good finds everything that goes with a message by index', () => {
  const { connection, conversations, id } = open();
  conversations.softDelete(id);
  expect(scansIn(plansOf(connection, () => conversations.purgeDeleted(Date.now() + 1_000)))).toEqual([]);
  // What foreign keys look up does not show in a plan: each referring column must lead an index.
  const foreignKeys = connection.sqlite
    .prepare<{ tableName: string; column: string }>(
      `SELECT t.name AS tableName, f."from" AS "column" FROM pragma_table_list t JOIN pragma_foreign_key_list(t.name) f WHERE t.schema = 'main'`,
    )
    .all();
  expect(foreignKeys.length).toBeGreaterThan(7);
  for (const { tableName, column } of foreignKeys) {
    const plan = connection.sqlite.prepare<{ detail: string }>(`EXPLAIN QUERY PLAN SELECT 1 FROM ${tableName} WHERE ${column} = 1`).all();
    expect(plan.map(({ detail }) => detail).join()).toMatch(/^SEARCH/);
  }
});
