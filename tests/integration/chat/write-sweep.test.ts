/** kill -9 of main at its first database write, at its second, at its third … until it gets through: nothing promised is ever lost. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '#electron/store/database.ts';
import { checkIntegrity } from '#electron/store/integrity.ts';
import { silentLog } from '#electron/store/store-log.ts';
import type { Message } from '#protocol/conversation.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const FIXTURES = join(ROOT, 'tests', 'fixtures');

/** Two cores: more at once would only wait for each other. */
const AT_ONCE = 2;

/** What the process said that it had done before it died, each at most once. */
interface Promises {
  created: string[];
  draft: string[];
  sent: { id: string; text: string }[];
  finished: Message[];
  renamed: string[];
  /** How many writes the whole run takes; undefined when it was killed before its end. */
  completed: number | undefined;
}

/** One file instead of a hundred: some sixty starts of it are the whole time of this test. In the project, so that it finds its packages. */
async function bundleScript(): Promise<string> {
  const script = join(ROOT, 'node_modules', '.cache', 'tests', `dies-at-nth-write-${process.pid}.mjs`);
  await build({
    entryPoints: [join(FIXTURES, 'chat', 'dies-at-nth-write.ts')],
    outfile: script,
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: ['better-sqlite3'],
  });
  onTestFinished(() => rmSync(script));
  return script;
}

async function runUntilWrite(script: string, folder: string, bridgeFolder: string, fatalWrite: number): Promise<Promises> {
  const child = spawn(process.execPath, [script, folder, bridgeFolder, String(fatalWrite)], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const [code, signal] = await once(child, 'close');
  const lines = said
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  const completed = lines.find((line) => 'completed' in line)?.completed as number | undefined;
  // Only the end that was meant: killed by its own hand, or through to the end.
  expect({ code, signal, stderr }).toEqual(
    completed === undefined ? { code: null, signal: 'SIGKILL', stderr: '' } : { code: 0, signal: null, stderr: '' },
  );
  return {
    created: lines.flatMap((line) => line.created ?? []),
    draft: lines.flatMap((line) => line.draft ?? []),
    sent: lines.flatMap((line) => (line.sent === undefined ? [] : [{ id: line.sent, text: line.text }])),
    finished: lines.flatMap((line) => line.finished ?? []),
    renamed: lines.flatMap((line) => line.renamed ?? []),
    completed,
  };
}

/** As the app opens it at its next start. */
function expectKept(folder: string, { created, draft, sent, finished, renamed }: Promises): void {
  const file = join(folder, 'conversations.db');
  const database = openDatabase({ file, appVersion: 'test', backupFolder: join(folder, 'backups'), log: silentLog });
  try {
    database.messages.recoverInterrupted();
    const [conversation] = database.conversations.list({ archived: false });
    expect(conversation?.id).toBe(created[0] ?? conversation?.id);
    for (const { id, text } of sent) expect(database.messages.get(id)?.parts).toEqual([{ type: 'text', text }]);
    for (const message of finished) expect(database.messages.get(message.id)).toEqual(message);
    if (renamed.length > 0) expect(conversation?.title).toBe('Renamed');
    if (conversation === undefined) return;
    const path = database.messages.tail(conversation.id, 100).messages;
    // What was promised as a draft is there still, or has become a message.
    const words = [
      database.conversations.getDraft(conversation.id),
      ...path.map(({ parts: [part] }) => (part?.type === 'text' ? part.text : '')),
    ];
    for (const text of draft) expect(words).toContain(text);
    expect(path.filter(({ status }) => status === 'streaming')).toEqual([]);
    // The conversation goes on: the next prompt finds its place.
    expect(database.messages.appendUserMessage({ conversationId: conversation.id, parts: [{ type: 'text', text: 'next' }] }).parentId).toBe(
      path.at(-1)?.id ?? null,
    );
  } finally {
    database.close();
  }
  expect(checkIntegrity(file)).toEqual({ ok: true, problems: [] });
}

test('killed at its Nth write, for every N: the database opens, is whole, and holds everything that was promised', {
  timeout: 240_000,
}, async () => {
  const root = mkdtempSync(join(tmpdir(), 'agent-manager-sweep-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const script = await bundleScript();
  // The app's own agent, with a script in place of the bridge around its SDK.
  const bridge = pathToFileURL(join(FIXTURES, 'bridges', 'scripted-bridge.mjs')).href;
  writeFileSync(join(root, 'gemini-bridge.js'), `process.argv[2] = 'echo';\nimport(${JSON.stringify(bridge)});\n`);

  let nextWrite = 1;
  let completed: number | undefined;
  const promisesSeen = new Set<string>();
  const sweep = async () => {
    while (completed === undefined) {
      const fatalWrite = nextWrite;
      nextWrite += 1;
      const folder = join(root, String(fatalWrite));
      mkdirSync(folder);
      const promises = await runUntilWrite(script, folder, root, fatalWrite);
      for (const [kind, made] of Object.entries(promises)) if (Array.isArray(made) && made.length > 0) promisesSeen.add(kind);
      expectKept(folder, promises);
      rmSync(folder, { recursive: true });
      completed ??= promises.completed;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, sweep));
  // It got through the whole story, and died at each of its writes on the way.
  expect([...promisesSeen].toSorted()).toEqual(['created', 'draft', 'finished', 'renamed', 'sent']);
  expect(completed).toBeGreaterThan(20);
  expect(nextWrite).toBeGreaterThanOrEqual(completed ?? 0);
});
