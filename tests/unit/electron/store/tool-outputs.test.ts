import { join } from 'node:path';
import { expect, test } from 'vitest';
import { migrate } from '#electron/store/migrate.ts';
import { allMigrations } from '#electron/store/migrations/all-migrations.ts';
import { Sqlite } from '#electron/store/sqlite.ts';
import { silentLog } from '#electron/store/store-log.ts';
import { createConversationReader } from '#electron/store/transfer/read-conversations.ts';
import type { Part, ToolCallPart } from '#protocol/conversation.ts';
import { growOutput, outputLength } from '#protocol/tool-output.ts';
import { makeTestFolder, NEW_CONVERSATION, openTestDatabase } from '#tests/support/store/open-test-database.ts';

const HUGE = Array.from({ length: 200_000 }, (_, line) => `line ${line} 🙂`).join('\n');

function call(output: string, change: Partial<ToolCallPart> = {}): ToolCallPart {
  return {
    type: 'tool-call',
    callId: 'call-1',
    name: 'run_shell_command',
    title: 'Run `seq`',
    kind: 'execute',
    args: {},
    paths: [],
    state: 'succeeded',
    result: { output, exitCode: 0 },
    ...change,
  };
}

function toolCall(part: Part | undefined): ToolCallPart | undefined {
  return part?.type === 'tool-call' ? part : undefined;
}

function withAnswer() {
  const database = openTestDatabase();
  const { id } = database.conversations.create(NEW_CONVERSATION);
  const prompt = database.messages.appendUserMessage({ conversationId: id, parts: [{ type: 'text', text: 'go' }] });
  const answer = database.messages.beginAssistantMessage({ conversationId: id, parentId: prompt.id });
  const rowBytes = () =>
    database.connection
      .statement<{ bytes: number }>(
        `SELECT (SELECT coalesce(sum(length(payload)), 0) FROM message_parts) + (SELECT coalesce(sum(length(value)), 0) FROM long_values) AS bytes`,
      )
      .get()?.bytes ?? 0;
  const shown = () => toolCall(database.messages.get(answer.id)?.parts[0])?.result;
  return { ...database, conversationId: id, answerId: answer.id, rowBytes, shown };
}

test('megabytes of output: the part has its ends, the whole is read when asked for, and a smaller result takes its place', () => {
  const { messages, answerId, rowBytes, shown, connection } = withAnswer();
  messages.setPart(answerId, 0, call(HUGE));
  expect(rowBytes()).toBeLessThan(40_000);
  expect(shown()).toMatchObject({ exitCode: 0 });
  expect(shown()?.output.length).toBeLessThan(33_000);
  expect(outputLength({ output: '', ...shown() })).toBe(HUGE.length);
  expect(messages.toolOutput(answerId, 'call-1')).toBe(HUGE);
  expect(() => messages.toolOutput(answerId, 'none')).toThrow(expect.objectContaining({ code: 'not-found' }));
  messages.setPart(answerId, 0, call('short'));
  expect(messages.toolOutput(answerId, 'call-1')).toBe('short');
  expect(connection.statement('SELECT count(*) AS count FROM tool_outputs').get()).toEqual({ count: 0 });
});

test('output that grows is added to, piece by piece, and is whole after a crash in the middle', () => {
  const { messages, answerId, shown } = withAnswer();
  const printedInAll = Array.from({ length: 100_000 }, (_, line) => `line ${line}`).join('\n');
  let result: { output: string } = { output: '' };
  let unwritten = '';
  let printed = '';
  for (let at = 0; at < printedInAll.length; at += 50_000) {
    const text = printedInAll.slice(at, at + 50_000);
    const grown = growOutput(result, at, text);
    if (grown === 'gap') throw new Error('gap');
    result = grown;
    printed += text;
    unwritten += text;
    const isExcerpt = 'omitted' in result;
    const part = call('', { state: 'running', result });
    messages.setParts(answerId, [{ index: 0, part, ...(isExcerpt && { printed: unwritten }) }]);
    if (isExcerpt) unwritten = '';
    if (at === 100_000) expect(messages.toolOutput(answerId, 'call-1')).toBe(printed);
  }
  expect(messages.recoverInterrupted()).toBe(1);
  expect(shown()).toMatchObject({ error: expect.stringContaining('ended before the result') });
  expect(messages.toolOutput(answerId, 'call-1')).toBe(printedInAll);
});

test('an export has all of it', () => {
  const { messages, answerId, connection } = withAnswer();
  messages.setPart(answerId, 0, call(HUGE));
  const reader = createConversationReader(connection, silentLog);
  const [chosen] = reader.conversations({});
  const [, exported] = [...reader.everyMessage(chosen?.key ?? 0)];
  expect(toolCall(exported?.parts[0])?.result).toEqual({ output: HUGE, exitCode: 0 });
  const [, shown] = [...reader.pathShown(chosen?.key ?? 0)];
  expect(toolCall(shown?.parts[0])?.result?.output).toBe(HUGE);
});

test('a restore takes the ends only, so that one huge output does not cost an agent what its provider wants back', () => {
  const { messages, history, answerId, conversationId } = withAnswer();
  messages.setPart(answerId, 0, call(HUGE));
  history.appendProviderContents(answerId, 'gemini', [{ role: 'model', parts: [{ text: 'signed' }] }]);
  messages.finishMessage(answerId, { status: 'complete', usage: null, model: null });
  const [, restored] = history.restoreMessages(conversationId, undefined, { maxBytes: 1024 * 1024 });
  expect(JSON.stringify(restored?.provider)).toContain('signed');
  expect(JSON.stringify(restored).length).toBeLessThan(60_000);
});

test('rows of the version before: long outputs move apart, shorter ones and everything else stay as they are', () => {
  const folder = makeTestFolder();
  const sqlite = new Sqlite(join(folder, 'conversations.db'));
  const before = allMigrations.filter(({ version }) => version < 170);
  migrate(sqlite, { migrations: before, backUp: () => {}, log: silentLog, nowMs: 0 });
  sqlite.exec(`
    INSERT INTO conversations (key, id, title, title_search, agent_id, approval_mode, leaf_key, created_at, updated_at) VALUES (7, 'c', 'T', 't', 'gemini', 'plan', 9, 1, 2);
    INSERT INTO messages (key, id, conversation_key, seq, depth, role, status, created_at) VALUES (9, 'm', 7, 0, 0, 'assistant', 'complete', 1);
  `);
  const insertPart = sqlite.prepare('INSERT INTO message_parts (key, message_key, position, type, payload) VALUES (?, 9, ?, ?, ?)');
  const insertValue = sqlite.prepare('INSERT INTO long_values (part_key, path, value) VALUES (?, ?, ?)');
  const middling = 'x'.repeat(10_000);
  for (const [index, output] of [HUGE, middling].entries()) {
    insertPart.run(20 + index, index, 'tool-call', JSON.stringify({ ...call(''), callId: `call-${index}` }));
    insertValue.run(20 + index, '["result","output"]', output);
  }
  insertPart.run(30, 2, 'image', JSON.stringify({ type: 'image', mimeType: 'image/png', data: '' }));
  insertValue.run(30, '["data"]', HUGE);
  sqlite.close();

  const { messages } = openTestDatabase({ folder });
  const parts = messages.get('m')?.parts;
  expect(parts).toMatchObject([
    { type: 'tool-call', result: { exitCode: 0 } },
    { result: { output: middling } },
    { type: 'image', data: HUGE },
  ]);
  expect(toolCall(parts?.[0])?.result?.output.length).toBeLessThan(33_000);
  expect(messages.toolOutput('m', 'call-0')).toBe(HUGE);
  expect(messages.toolOutput('m', 'call-1')).toBe(middling);
});
