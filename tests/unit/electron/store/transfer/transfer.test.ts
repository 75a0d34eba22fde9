import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Database } from '#electron/store/database.ts';
import { silentLog } from '#electron/store/store-log.ts';
import { exportConversations } from '#electron/store/transfer/export-conversations.ts';
import { type ImportRecord, readImportFile } from '#electron/store/transfer/import-file.ts';
import { uncontrolled } from '#electron/store/transfer/job.ts';
import type { ImportResult } from '#electron/store/transfer/running-import.ts';
import type { ExportFormat } from '#protocol/data.ts';
import { makeTestFolder, NEW_CONVERSATION, openTestDatabase } from '#tests/support/store/open-test-database.ts';

const NOW = Date.UTC(2026, 0, 1);

function exportTo(database: Database, file: string, format: ExportFormat = 'json', conversationIds: string[] | null = null) {
  return exportConversations(
    database.connection,
    { file, format, selection: conversationIds === null ? {} : { conversationIds }, appVersion: '1.0.0' },
    uncontrolled,
    silentLog,
    NOW,
  );
}

function importFrom(database: Database, file: string, keepProjectFolders = true, batch = 7): ImportResult {
  readImportFile(file, uncontrolled, () => {});
  const running = database.imports.begin({ source: 'x.jsonl', keepProjectFolders, addToExisting: true });
  let records: ImportRecord[] = [];
  readImportFile(file, uncontrolled, (record) => {
    records.push(record);
    if (records.length < batch) return;
    running.add(records);
    records = [];
  });
  running.add(records);
  return running.finish();
}

/** Two conversations with branches, every kind of part, provider history and a draft. */
function fill({ conversations, messages, history, queue }: Database): { first: string; second: string } {
  const first = conversations.create({
    ...NEW_CONVERSATION,
    title: 'Élan </title><script>alert(1)</script>',
    projectFolder: '/home/me/project',
    model: 'flash',
  }).id;
  const question = messages.appendUserMessage({
    conversationId: first,
    parts: [
      { type: 'text', text: '<b>bold</b> & "quoted" okapi' },
      { type: 'image', mimeType: 'image/png', data: 'iVBORw0KGgo=' },
      { type: 'file', name: '報告 🚀.txt', sizeBytes: 9, content: { encoding: 'text', text: '<script>alert(2)</script>'.repeat(300) } },
      { type: 'file', name: 'a.pdf', sizeBytes: 3, content: { encoding: 'base64', mimeType: 'application/pdf', data: 'AAAA' } },
      { type: 'folder', path: '/home/me/<b>', fileCount: 2, files: ['a', 'b'], hasMore: false },
    ],
  });
  for (const words of ['left', 'right']) {
    const answer = messages.beginAssistantMessage({ conversationId: first, parentId: question.id, model: 'flash' });
    messages.setParts(answer.id, [
      { index: 0, part: { type: 'thought', text: 'hm', subject: 'S' } },
      { index: 1, part: { type: 'text', text: `${words} 日本語 \u0000 🚀` } },
      {
        index: 2,
        part: {
          type: 'tool-call',
          callId: 'c',
          name: 'write',
          title: 'Write',
          kind: 'edit',
          args: { content: '```'.repeat(2_000) },
          paths: ['a'],
          state: 'succeeded',
          result: {
            output: `begin ${'o日🚀'.repeat(40_000)} end`,
            diff: { path: 'a', oldText: null, newText: '````\n<img src=x onerror=alert(1)>' },
          },
          durationMs: 1.5,
        },
      },
      { index: 3, part: { type: 'error', error: { code: 'quota', message: 'slow <down>', retryAfterMs: 5 } } },
      { index: 4, part: { type: 'notice', notice: 'restored', text: 'restored' } },
      { index: 5, part: { type: 'steering', parts: [{ type: 'text', text: 'rather in blue' }] } },
    ]);
    history.appendProviderContents(answer.id, 'gemini', [{ role: 'model', parts: [{ text: words }] }]);
    messages.finishMessage(answer.id, {
      status: 'complete',
      usage: { inputTokens: 1, outputTokens: 2, cachedTokens: 0, thoughtTokens: 0, totalTokens: 3, contextTokens: 1 },
      model: 'flash',
    });
  }
  messages.appendUserMessage({ conversationId: first, parts: [{ type: 'text', text: 'another root' }], parentId: null });
  messages.selectBranch(question.id);
  conversations.setDraft(first, 'half');
  queue.add(first, [{ type: 'text', text: 'later' }]);
  queue.add(first, [{ type: 'text', text: 'sooner 日本' }], 0);
  conversations.update(first, { pinned: true, titleIsManual: true });
  const second = conversations.create({ ...NEW_CONVERSATION, title: 'Second', approvalMode: 'yolo', projectFolder: '/etc' }).id;
  for (let count = 0; count < 250; count += 1)
    messages.appendUserMessage({ conversationId: second, parts: [{ type: 'text', text: `m${count}` }] });
  return { first, second };
}

function makeExport() {
  const folder = makeTestFolder();
  const database = openTestDatabase({ folder });
  const ids = database.transaction(() => fill(database));
  const file = join(folder, 'export.jsonl');
  const result = exportTo(database, file);
  return { folder, database, file, result, ...ids };
}

describe('export and import', () => {
  test('export, import, export gives the same file, and the same conversations', () => {
    const { database, file, folder, result, first, second } = makeExport();
    expect(result).toEqual({ conversations: 2, messages: 254 });
    const copy = openTestDatabase();
    expect(importFrom(copy, file)).toMatchObject({ conversations: 2, messages: 254, skipped: [] });
    const again = join(folder, 'again.jsonl');
    exportTo(copy, again);
    expect(readFileSync(again, 'utf8')).toBe(readFileSync(file, 'utf8'));
    for (const id of [first, second]) {
      expect(copy.messages.tail(id, 500)).toEqual(database.messages.tail(id, 500));
      expect(copy.history.restoreMessages(id)).toEqual(database.history.restoreMessages(id));
      expect(copy.conversations.getDraft(id)).toBe(database.conversations.getDraft(id));
      expect(copy.queue.list(id).map(({ parts }) => parts)).toEqual(database.queue.list(id).map(({ parts }) => parts));
    }
    expect(copy.conversations.list({ archived: false }).map(({ id, preview }) => [id, preview])).toEqual(
      database.conversations.list({ archived: false }).map(({ id }) => [id, expect.any(String) as string]),
    );
    expect(copy.search.searchMessages({ query: 'okapi', limit: 5 }).hits).toHaveLength(1);
  });

  test('damaged rows keep nothing beside them from being exported', () => {
    const { database, folder, first } = makeExport();
    database.connection.statement("UPDATE queued_messages SET parts = '[{' WHERE position = 0").run();
    database.connection.statement("UPDATE provider_history SET contents = '[{'").run();
    const file = join(folder, 'damaged.jsonl');
    expect(exportTo(database, file)).toEqual({ conversations: 2, messages: 254 });
    const copy = openTestDatabase();
    expect(importFrom(copy, file)).toMatchObject({ conversations: 2, messages: 254 });
    expect(copy.queue.list(first).map(({ parts }) => parts)).toEqual([[{ type: 'text', text: 'later' }]]);
  });

  test('what an agent may do without asking never comes from a file, and its folder only from one’s own', () => {
    const { file, first, second } = makeExport();
    const copy = openTestDatabase();
    importFrom(copy, file, false);
    expect([first, second].map((id) => copy.conversations.get(id))).toMatchObject([
      { approvalMode: 'default', projectFolder: null, pinned: true },
      { approvalMode: 'default', projectFolder: null },
    ]);
  });

  test('conversations that are here already are left as they are and named', () => {
    const { database, file, second } = makeExport();
    const [before] = database.messages.tail(second, 1).messages;
    expect(importFrom(database, file)).toMatchObject({
      conversations: 0,
      messages: 0,
      skipped: [
        { title: 'Élan </title><script>alert(1)</script>', reason: 'It is here already.' },
        { title: 'Second', reason: 'It is here already.' },
      ],
    });
    expect(database.messages.tail(second, 1).messages).toEqual([before]);
    expect(database.conversations.list({ archived: false })).toHaveLength(2);
  });

  test('a conversation deleted a moment ago comes in beside the one that can still be undone', () => {
    const { database, file, second } = makeExport();
    database.conversations.softDelete(second);
    expect(importFrom(database, file)).toMatchObject({ conversations: 1, messages: 250 });
    database.conversations.undoDelete(second);
    const titled = database.conversations.list({ archived: false }).filter(({ title }) => title === 'Second');
    expect(titled.map(({ id }) => database.messages.tail(id, 1).totalMessages)).toEqual([250, 250]);
  });

  test('nothing of an import is seen before all of it is there; one cut off is purged', () => {
    const { file } = makeExport();
    const { conversations, search, connection, imports: importer } = openTestDatabase();
    const running = importer.begin({ source: 'x', keepProjectFolders: false, addToExisting: true });
    readImportFile(file, uncontrolled, (record) => running.add([record]));
    expect(conversations.list({ archived: false })).toEqual([]);
    expect(search.searchMessages({ query: 'okapi', limit: 5 }).hits).toEqual([]);
    expect(conversations.purgeDeleted(Date.now() + 1e9)).toEqual({ conversations: 0, hasMore: false });
    // The app ends here, and starts again.
    expect(importer.abortUnfinished()).toBe(1);
    expect(importer.abortUnfinished()).toBe(0);
    expect(conversations.purgeDeleted(1)).toEqual({ conversations: 2, hasMore: false });
    expect(connection.sqlite.prepare('SELECT count(*) AS rows FROM messages').get()).toEqual({ rows: 0 });
  });

  test('an import can be taken back, but for what was continued since', () => {
    const { file, first, second } = makeExport();
    const { conversations, messages, imports: importer } = openTestDatabase();
    const running = importer.begin({ source: 'x', keepProjectFolders: false, addToExisting: true });
    readImportFile(file, uncontrolled, (record) => running.add([record]));
    const { importId } = running.finish();
    messages.appendUserMessage({ conversationId: second, parts: [{ type: 'text', text: 'mine' }] });
    expect(importer.undo(importId)).toEqual({ deleted: [first], shortened: [], kept: ['Second'] });
    expect(conversations.list({ archived: false }).map(({ id }) => id)).toEqual([second]);
    expect(conversations.undoDelete(first)).toMatchObject({ id: first });
    expect(() => importer.undo('nobody')).toThrow(expect.objectContaining({ code: 'not-found' }));
  });

  test('only the conversations asked for are exported, never deleted ones', () => {
    const { database, folder, first, second } = makeExport();
    const file = join(folder, 'one.jsonl');
    expect(exportTo(database, file, 'json', [second, 'nobody'])).toEqual({ conversations: 1, messages: 250 });
    database.conversations.softDelete(first);
    expect(exportTo(database, file)).toEqual({ conversations: 1, messages: 250 });
    expect(readFileSync(file, 'utf8')).not.toContain('okapi');
  });

  test('a cancelled or failed export leaves the file of that name as it was, and nothing else', () => {
    const { database, folder, file } = makeExport();
    const before = readFileSync(file, 'utf8');
    let asked = 0;
    const control = { isCancelled: () => ++asked > 20, onProgress: () => {} };
    const request = { file, format: 'json' as const, selection: {}, appVersion: '2' };
    expect(() => exportConversations(database.connection, request, control, silentLog, NOW)).toThrow(
      expect.objectContaining({ code: 'cancelled' }),
    );
    expect(readFileSync(file, 'utf8')).toBe(before);
    expect(readdirSync(folder).filter((name) => name.includes('unfinished'))).toEqual([]);
    expect(() => exportTo(database, join(folder, 'gone', 'x'))).toThrow(expect.objectContaining({ code: 'storage-unavailable' }));
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });
});

describe('a file that is no whole export is refused with the reason, before anything is taken', () => {
  const reject = (content: string | Buffer, reason: RegExp) => {
    const file = join(makeTestFolder(), 'x.jsonl');
    writeFileSync(file, content);
    expect(() => readImportFile(file, uncontrolled, () => {})).toThrow(
      expect.objectContaining({ code: 'invalid-request', message: expect.stringMatching(reason) as string }),
    );
  };
  /** The export's lines with some of them changed, and its end made right again. */
  const tampered = (change: (lines: string[]) => string[]) => {
    const lines = readFileSync(makeExport().file, 'utf8').trimEnd().split('\n');
    const body = change(lines.slice(1, -1));
    const count = (type: string) => body.filter((line) => line.startsWith(`{"type":"${type}"`)).length;
    const sha256 = createHash('sha256')
      .update(body.map((line) => `${line}\n`).join(''))
      .digest('hex');
    return [
      lines[0],
      ...body,
      JSON.stringify({ type: 'end', conversations: count('conversation'), messages: count('message'), sha256 }),
      '',
    ].join('\n');
  };

  test('the untampered file is taken', () => {
    const file = join(makeTestFolder(), 'x.jsonl');
    writeFileSync(
      file,
      tampered((lines) => lines),
    );
    expect(readImportFile(file, uncontrolled, () => {})).toMatchObject({ conversations: 2, messages: 254 });
  });

  test.each([
    ['nothing', ''],
    ['text', 'Dear diary\n'],
    ['another JSON', '{"a":1}\n'],
    ['an array', '[]\n'],
    ['HTML', '<!doctype html><title>x</title>\n'],
    ['bytes', Buffer.from([0xff, 0xfe, 0x00, 0x0a])],
  ])('%s', (_, content) => reject(content, /no export of Agent Manager/));

  test('cut off anywhere', () => {
    const whole = readFileSync(makeExport().file);
    for (const share of [0.3, 0.6, 0.9, 0.999]) reject(whole.subarray(0, Math.floor(whole.length * share)), /cut off/);
    const lines = whole.toString().trimEnd().split('\n');
    reject(`${lines.slice(0, -1).join('\n')}\n`, /cut off/);
  });

  test('of a later version', () => {
    reject(
      '{"type":"agent-manager-export","version":2,"appVersion":"9.1.0","exportedAt":1}\n',
      /later version of Agent Manager \(9\.1\.0\)/,
    );
  });

  test('changed since it was written', () => {
    const content = readFileSync(makeExport().file, 'utf8');
    reject(content.replace('okapi', 'zebra'), /changed or damaged/);
    reject(`${content}${content}`, /follows its end/);
  });

  test.each<[string, (lines: string[]) => string[], RegExp]>([
    ['a message answers one that is not there', (lines) => lines.filter((_, index) => index !== 1), /answers one that is not there/],
    ['a message before any conversation', ([, ...lines]) => lines, /before any conversation/],
    ['a message twice', ([conversation = '', message = '', ...lines]) => [conversation, message, message, ...lines], /a message twice/],
    ['a conversation twice', (lines) => [...lines, lines[0] ?? ''], /lacks the message|a conversation twice/],
    ['an unknown kind of line', (lines) => [...lines, '{"type":"macro","run":"calc.exe"}'], /not what this version writes/],
    [
      'a part that is none',
      (lines) => lines.map((line) => line.replace('"type":"thought"', '"type":"iframe"')),
      /not what this version writes/,
    ],
    [
      'a role that is none',
      (lines) => lines.map((line) => line.replaceAll('"role":"user"', '"role":"system"')),
      /not what this version writes/,
    ],
    [
      'an end that does not exist',
      (lines) => lines.map((line) => line.replace(/"leafMessageId":"[^"]*"/, '"leafMessageId":"x"')),
      /lacks the message/,
    ],
    [
      'a header in the middle',
      (lines) => [...lines, '{"type":"agent-manager-export","version":1,"appVersion":"1","exportedAt":1}'],
      /begins twice/,
    ],
  ])('%s', (_, change, reason) => reject(tampered(change), reason));

  test('ids that are paths or markup become new ones', () => {
    const file = join(makeTestFolder(), 'x.jsonl');
    const { first } = makeExport();
    expect(first).toMatch(/-/);
    writeFileSync(
      file,
      tampered((lines) => lines.map((line) => line.replace(/"(id|parentId|leafMessageId)":"([^"]+)"/g, '"$1":"../../<b>$2"'))),
    );
    const database = openTestDatabase();
    expect(importFrom(database, file)).toMatchObject({ conversations: 2, messages: 254 });
    const list = database.conversations.list({ archived: false });
    for (const { id, leafMessageId } of list) {
      expect([id, leafMessageId ?? '']).toEqual([expect.stringMatching(/^[\w-]+$/) as string, expect.stringMatching(/^[\w-]+$/) as string]);
    }
    expect(list.map(({ id }) => database.messages.tail(id, 500).totalMessages).sort()).toEqual([2, 250]);
  });
});

describe('exports for reading', () => {
  test('HTML holds all words and no markup of theirs, and forbids script and network', () => {
    const { database, folder } = makeExport();
    const file = join(folder, 'x.html');
    expect(exportTo(database, file, 'html')).toEqual({ conversations: 2, messages: 252 });
    const html = readFileSync(file, 'utf8');
    expect(html).toContain('Élan &lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(html).toContain('&lt;b&gt;bold&lt;/b&gt; &amp; &quot;quoted&quot; okapi');
    expect(html).toContain("default-src 'none'");
    const tags = new Set([...html.matchAll(/<\/?([a-z0-9!]+)/gi)].map(([, name]) => name?.toLowerCase()));
    expect([...tags].sort()).toEqual([
      '!doctype',
      'a',
      'article',
      'body',
      'details',
      'div',
      'h1',
      'head',
      'header',
      'html',
      'img',
      'li',
      'meta',
      'nav',
      'p',
      'pre',
      'span',
      'style',
      'summary',
      'time',
      'title',
      'ul',
    ]);
    const targets = [...html.matchAll(/\s(?:src|href|on\w+)="([^"]*)"/g)].map(([, value]) => value ?? '');
    expect(targets.every((target) => target.startsWith('data:image/png;base64,') || /^#conversation-[12]$/.test(target))).toBe(true);
  });

  test.each(['html', 'markdown'] as const)(
    'many conversations in %s begin with a list of them, the newest first, that leads to each',
    (format) => {
      const { database, folder, first } = makeExport();
      const file = join(folder, 'x');
      exportTo(database, file, format);
      const text = readFileSync(file, 'utf8');
      const links = [...text.matchAll(/#(conversation-\d)/g)].map(([, anchor]) => anchor);
      expect(links).toEqual(['conversation-2', 'conversation-1']);
      const places = links.map((anchor) => text.indexOf(`id="${anchor}"`));
      expect(places.every((place) => place > 0)).toBe(true);
      expect(text.slice(places[0]).indexOf('Second')).toBeLessThan(40);
      expect(text).toContain('250 messages');
      exportTo(database, file, format, [first]);
      expect(readFileSync(file, 'utf8')).not.toContain('#conversation-');
    },
  );

  test('Markdown holds the path shown, and code can’t end its own fence', () => {
    const { database, folder, first } = makeExport();
    const file = join(folder, 'x.md');
    expect(exportTo(database, file, 'markdown', [first])).toEqual({ conversations: 1, messages: 2 });
    const markdown = readFileSync(file, 'utf8');
    expect(markdown).toMatch(/^# Élan/);
    expect(markdown).toContain('right 日本語');
    expect(markdown).not.toContain('left');
    expect(markdown).toContain('\n`````\n````\n<img src=x onerror=alert(1)>\n`````\n');
    expect(existsSync(file)).toBe(true);
  });
});
