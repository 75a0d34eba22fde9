/**
 * The store against floors measured in the same run: durable writes against a bare fdatasync, reading a long conversation against a
 * short one. `AGENT_MANAGER_BENCH_MESSAGES` sets the size of the history (default 20,000; the figure is 1,000,000).
 */
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, openDatabase } from '#electron/store/database.ts';
import { silentLog } from '#electron/store/store-log.ts';

interface BenchRow {
  name: string;
  value: number;
  unit: string;
  ratio?: number;
  floor?: string;
}

const MESSAGES = Number(process.env.AGENT_MANAGER_BENCH_MESSAGES ?? 20_000);
/** The long conversation has a tenth of all messages, as in issue 7: 100,000 of 1,000,000. */
const LONG_MESSAGES = Math.max(1_000, Math.floor(MESSAGES / 10));
const VOCABULARY_WORDS = 30_000;
const WORDS_PER_MESSAGE = 50;

/** The same words in every run (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Words as frequent as in a language: the n-th about 1/n as often as the first. */
function createWriter(seed: number) {
  const random = createRandom(seed);
  const syllables = ['ka', 'lo', 'mi', 'ren', 'sto', 'ta', 'ver', 'qui', 'pra', 'on', 'de', 'shi', 'bel', 'fu', 'gan', 'zo'];
  const words = Array.from({ length: VOCABULARY_WORDS }, () =>
    Array.from({ length: 1 + Math.floor(random() * 4) }, () => syllables[Math.floor(random() * syllables.length)]).join(''),
  );
  const word = () => words[Math.floor(VOCABULARY_WORDS ** random()) - 1] ?? 'ka';
  return { word, random, message: () => Array.from({ length: WORDS_PER_MESSAGE }, word).join(' ') };
}

function percentile(sorted: number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** Milliseconds of each call, ascending. */
function measure(times: number, work: (index: number) => void): number[] {
  const durations: number[] = [];
  for (let index = 0; index < times; index += 1) {
    const start = performance.now();
    work(index);
    durations.push(performance.now() - start);
  }
  return durations.sort((a, b) => a - b);
}

/** What no durable write can beat: the same bytes appended to a file and synced. */
function measureSync(folder: string): number {
  const descriptor = openSync(join(folder, 'floor'), 'w');
  const bytes = Buffer.alloc(4_096, 1);
  const durations = measure(300, () => {
    writeSync(descriptor, bytes);
    fdatasyncSync(descriptor);
  });
  closeSync(descriptor);
  return percentile(durations, 0.5);
}

function fill(database: Database, writer: ReturnType<typeof createWriter>): { longId: string; shortId: string } {
  const create = () => database.conversations.create({ agentId: 'gemini', model: null, approvalMode: 'default', projectFolder: null }).id;
  const longId = create();
  const others = Array.from({ length: Math.max(10, Math.floor(MESSAGES / 100)) }, create);
  const shortId = others[0] ?? longId;
  let written = 0;
  const write = (conversationId: string) => {
    database.messages.appendUserMessage({ conversationId, parts: [{ type: 'text', text: writer.message() }] });
    written += 1;
  };
  while (written < MESSAGES) {
    database.transaction(() => {
      for (let count = 0; count < 1_000 && written < MESSAGES; count += 1) {
        write(
          written % 10 === 0 && written / 10 < LONG_MESSAGES ? longId : (others[Math.floor(writer.random() * others.length)] ?? longId),
        );
      }
    });
  }
  return { longId, shortId };
}

async function run(): Promise<{ rows: BenchRow[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'agent-manager-bench-store-'));
  const rows: BenchRow[] = [];
  const row = (name: string, value: number, unit: string, ratio?: number, floor?: string) =>
    rows.push({ name, value, unit, ...(ratio !== undefined && { ratio }), ...(floor !== undefined && { floor }) });
  const writer = createWriter(7);
  const file = join(folder, 'conversations.db');
  const open = () => openDatabase({ file, appVersion: 'bench', backupFolder: join(folder, 'backups'), log: silentLog });
  let database = open();
  try {
    const fillStart = performance.now();
    const { longId, shortId } = fill(database, writer);
    row(`fill: ${MESSAGES} messages, in transactions of 1000`, (MESSAGES / (performance.now() - fillStart)) * 1_000, 'messages/s');
    database.checkpoint();
    row('size per message (text of about 300 characters)', statSync(file).size / MESSAGES, 'bytes');
    database.close();

    const start = performance.now();
    database = open();
    row('open the database', performance.now() - start, 'ms');
    const listed = measure(20, () => database.conversations.list({ archived: false }));
    row(`list ${Math.max(10, Math.floor(MESSAGES / 100)) + 1} conversations, p50`, percentile(listed, 0.5), 'ms');

    const sync = measureSync(folder);
    row('floor: append 4 KiB and fdatasync, p50', sync, 'ms');
    const inserts = measure(
      400,
      () => void database.messages.appendUserMessage({ conversationId: shortId, parts: [{ type: 'text', text: writer.message() }] }),
    );
    row('durable user message with index, p50', percentile(inserts, 0.5), 'ms', percentile(inserts, 0.5) / sync, 'fdatasync');
    row('durable user message with index, p99', percentile(inserts, 0.99), 'ms', percentile(inserts, 0.99) / sync, 'fdatasync');

    const streamed = (conversationId: string) => {
      const {
        messages: [leaf],
      } = database.messages.tail(conversationId, 1);
      const answer = database.messages.beginAssistantMessage({ conversationId, parentId: leaf?.id ?? '' });
      let text = '';
      const durations = measure(100, () => {
        text += `${writer.message()} `;
        database.messages.setPart(answer.id, 0, { type: 'text', text });
      });
      database.messages.finishMessage(answer.id, { status: 'complete', usage: null, model: null });
      return percentile(durations, 0.5);
    };
    const shortStream = streamed(shortId);
    row('streamed chunk stored, short conversation, p50', shortStream, 'ms', shortStream / sync, 'fdatasync');
    const longStream = streamed(longId);
    row('streamed chunk stored, long conversation, p50', longStream, 'ms', longStream / shortStream, 'short conversation');

    const shortTail = percentile(
      measure(200, () => database.messages.tail(shortId, 100)),
      0.5,
    );
    const longTail = percentile(
      measure(200, () => database.messages.tail(longId, 100)),
      0.5,
    );
    row('last 100 messages of a short conversation, p50', shortTail, 'ms');
    row(`last 100 of a conversation of ${LONG_MESSAGES}, p50`, longTail, 'ms', longTail / shortTail, 'short conversation');
    const [first] = database.messages.tail(longId, LONG_MESSAGES).messages;
    const middle = database.messages.around(first?.id ?? '', 100).messages.at(-1)?.id ?? '';
    row(
      '100 messages around one far up, p50',
      percentile(
        measure(100, () => database.messages.around(middle, 100)),
        0.5,
      ),
      'ms',
    );
    row(
      'select a branch from the top of the long conversation, p50',
      percentile(
        measure(3, () => database.messages.selectBranch(first?.id ?? '')),
        0.5,
      ),
      'ms',
    );
    row(
      'restore history (8 MiB at most), p50',
      percentile(
        measure(3, () => database.history.restoreMessages(longId)),
        0.5,
      ),
      'ms',
    );

    const search = (name: string, queries: string[], filters = {}) => {
      const durations = measure(
        queries.length,
        (index) => void database.search.searchMessages({ query: queries[index] ?? '', limit: 30, filters }),
      );
      row(`search, ${name}, p50`, percentile(durations, 0.5), 'ms');
      row(`search, ${name}, p99`, percentile(durations, 0.99), 'ms');
    };
    const queries = (times: number, make: () => string) => Array.from({ length: times }, make);
    search(
      'one word',
      queries(300, () => `${writer.word()} `),
    );
    search(
      'two words',
      queries(300, () => `${writer.word()} ${writer.word()} `),
    );
    search(
      'as typed: 1 to 3 letters',
      queries(300, () => writer.word().slice(0, 1 + Math.floor(writer.random() * 3))),
    );
    search(
      'as typed: 4 letters or more',
      queries(300, () => writer.word().slice(0, 4 + Math.floor(writer.random() * 4))),
    );
    search(
      'a phrase',
      queries(100, () => `"${writer.word()} ${writer.word()}"`),
    );
    search('in one conversation', queries(100, writer.word), { conversationId: shortId });
  } finally {
    database.close();
    rmSync(folder, { recursive: true, force: true });
  }
  return { rows };
}

export default { name: 'store', run };
