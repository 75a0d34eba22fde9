/**
 * Writing into a history of years, and taking it out and in again: durable messages and streamed chunks against a bare fdatasync, export and
 * import against reading and writing the same bytes. `npm run bench -- scale-transfer`
 */
import { closeSync, fdatasyncSync, mkdirSync, openSync, readFileSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay, setImmediate as turn } from 'node:timers/promises';
import { createTurnRecorder } from '#electron/chat/turn-recorder.ts';
import { type Database, openDatabase } from '#electron/store/database.ts';
import { silentLog } from '#electron/store/store-log.ts';
import { exportConversations } from '#electron/store/transfer/export-conversations.ts';
import { type ImportRecord, readImportFile } from '#electron/store/transfer/import-file.ts';
import { uncontrolled } from '#electron/store/transfer/job.ts';
import { startUpkeep } from '#electron/store/upkeep.ts';
import { createStoreWorkers } from '#electron/store/worker/store-workers.ts';
import type { ExportFormat } from '#protocol/data.ts';
import type { Benchmark, BenchRow } from '#scripts/bench/benchmark.mjs';
import { copyHistory, ensureHistory } from './history/cached-history.ts';
import { measure, percentiles } from './history/measure.ts';
import { FULL_SIZE, LONG_CONVERSATION } from './history/plan.ts';
import { createRandom } from './history/random.ts';
import { conversationId, historyWords } from './history/write-history.ts';

const INSERTS = 1_000;
const SYNCS = 1_000;
const CHUNK_CHARS = 400;
const CHUNKS_LOOKED_AT = 200;
const ANSWER_CHARS = 1_000_000;
/** About 20,000 messages: a rate needs no more. */
const MOVED_CONVERSATIONS = 220;
/** As main takes them in between other things. */
const SLICE_MS = 5;

const open = (folder: string): Database =>
  openDatabase({
    file: join(folder, 'conversations.db'),
    appVersion: 'bench',
    backupFolder: join(folder, 'backups'),
    log: silentLog,
  });

const benchmark: Benchmark = {
  name: 'scale-transfer',
  async run({ temporaryFolder, outDir }) {
    const rows: BenchRow[] = [];
    const add = (name: string, value: number, unit: string, floor?: { name: string; value: number }) => {
      process.stderr.write(`  ${name}: ${value.toPrecision(3)} ${unit}\n`);
      rows.push({ name, value, unit, ...(floor !== undefined && { floor: floor.name, ratio: value / floor.value }) });
    };
    const folder = join(temporaryFolder, 'years');
    copyHistory(ensureHistory(FULL_SIZE).file, folder);
    const database = open(folder);
    try {
      const sync = { name: 'fdatasync', value: measureSync(temporaryFolder) };
      add('floor: append 4 KiB and fdatasync, p50', sync.value, 'ms');
      await kept(database, outDir, () => measureInserts(database, (name, value) => add(name, value, 'ms', sync)));
      measureChunks(database, (name, value, floor) => add(name, value, 'ms', floor ?? sync));
      await measureTransfer(database, { temporaryFolder, outDir }, add);
    } finally {
      database.close();
    }
    return { rows };
  },
};

/** What no durable write can beat. */
function measureSync(folder: string): number {
  const descriptor = openSync(join(folder, 'floor'), 'w');
  const bytes = Buffer.alloc(4_096, 1);
  const { p50 } = measure(SYNCS, () => {
    writeSync(descriptor, bytes);
    fdatasyncSync(descriptor);
  });
  closeSync(descriptor);
  return p50;
}

/** With main's upkeep beside the work, as in the app. */
async function kept(database: Database, outDir: string, work: () => Promise<void>): Promise<void> {
  const workers = createStoreWorkers({ workerFile: join(outDir, 'main', 'store-worker.js'), databaseFile: database.file });
  const upkeep = startUpkeep({ connection: database.connection, moveLogIntoFile: () => workers.moveLogIntoFile(), log: silentLog });
  await work();
  upkeep.stop();
  workers.close();
}

/** More than ten busy agents write. */
const BETWEEN_INSERTS_MS = 10;

async function measureInserts(database: Database, add: (name: string, value: number) => void): Promise<void> {
  const [words, random] = [historyWords(), createRandom(5)];
  for (const [name, index] of [
    ['a short conversation', 5],
    ['the one of 100,000', LONG_CONVERSATION],
  ] as const) {
    const times: number[] = [];
    for (let insert = 0; insert < INSERTS; insert += 1) {
      const text = words.message(random, { topic: 1, words: 50, kind: 'prose' });
      const startedAt = performance.now();
      database.messages.appendUserMessage({ conversationId: conversationId(index), parts: [{ type: 'text', text }] });
      times.push(performance.now() - startedAt);
      await delay(BETWEEN_INSERTS_MS);
    }
    const { p50, p99 } = percentiles(times);
    add(`a durable message into ${name}, p50`, p50);
    add(`a durable message into ${name}, p99`, p99);
  }
}

/** As an answer streams in: what each flush of the recorder costs. */
function measureChunks(database: Database, add: (name: string, value: number, floor?: { name: string; value: number }) => void): void {
  const [words, random] = [historyWords(), createRandom(6)];
  const id = conversationId(LONG_CONVERSATION);
  const parentId = database.messages.tail(id, 1).messages[0]?.id ?? '';
  const answer = database.messages.beginAssistantMessage({ conversationId: id, parentId });
  const recorder = createTurnRecorder({
    messageId: answer.id,
    agentId: 'gemini',
    store: { setParts: database.messages.setParts, appendProviderContents: () => {} },
    emit: () => {},
    onStoreFailure: (error) => {
      throw error;
    },
  });
  const chunk = words.message(random, { topic: 1, words: 70, kind: 'prose' }).slice(0, CHUNK_CHARS);
  const say = () => recorder.apply({ id: '1', event: 'text_delta', text: chunk });
  const stream = () =>
    measure(CHUNKS_LOOKED_AT, () => {
      say();
      recorder.flush();
    }).p50;
  const first = stream();
  add('a streamed chunk, the first ones, p50', first);
  for (let chars = 0; chars < ANSWER_CHARS; chars += chunk.length) say();
  recorder.flush();
  add('a streamed chunk after a megabyte, p50', stream(), { name: 'the first ones', value: first });
  recorder.close('complete');
  const startedAt = performance.now();
  database.messages.finishMessage(answer.id, { status: 'complete', usage: null, model: null });
  add('the end of an answer of a megabyte', performance.now() - startedAt);
}

type Add = (name: string, value: number, unit: string, floor?: { name: string; value: number }) => void;

async function measureTransfer(
  database: Database,
  { temporaryFolder, outDir }: { temporaryFolder: string; outDir: string },
  add: Add,
): Promise<void> {
  // In all formats the same ones; some hold as much as 240 messages, none the long one's 100,000.
  const conversationIds = Array.from({ length: MOVED_CONVERSATIONS }, (_, index) => conversationId(1 + index * 40));
  const exported = (format: ExportFormat) => {
    const file = join(temporaryFolder, `export.${format}`);
    const startedAt = performance.now();
    const { messages } = exportConversations(
      database.connection,
      { file, format, selection: { conversationIds }, appVersion: 'bench' },
      uncontrolled,
      silentLog,
      Date.now(),
    );
    const seconds = (performance.now() - startedAt) / 1_000;
    return { file, messages, perSecond: messages / seconds, megabytesPerSecond: statSync(file).size / 1e6 / seconds };
  };
  const json = exported('json');
  const bytes = readFileSync(json.file);
  const startedAt = performance.now();
  writeFileSync(join(temporaryFolder, 'bytes'), bytes, { flush: true });
  const floorMs = performance.now() - startedAt;
  for (const [name, result] of [
    ['complete', json],
    ['Markdown', exported('markdown')],
    ['HTML', exported('html')],
  ] as const) {
    add(`export, ${name}`, result.perSecond, 'messages/s');
    add(`export, ${name}`, result.megabytesPerSecond, 'MB/s', { name: 'writing the bytes', value: bytes.length / 1e3 / floorMs });
  }
  await measureImport(json, { folder: join(temporaryFolder, 'elsewhere'), outDir }, add);
}

async function measureImport(
  { file, messages, perSecond }: { file: string; messages: number; perSecond: number },
  { folder, outDir }: { folder: string; outDir: string },
  add: Add,
): Promise<void> {
  const records: ImportRecord[] = [];
  const readAt = performance.now();
  readImportFile(file, uncontrolled, (record) => records.push(record));
  add('import: reading and checking the file', messages / ((performance.now() - readAt) / 1_000), 'messages/s', {
    name: 'export',
    value: perSecond,
  });
  mkdirSync(folder, { recursive: true });
  const target = open(folder);
  const running = target.imports.begin({ source: 'bench', keepProjectFolders: true, addToExisting: true });
  const startedAt = performance.now();
  const slices: number[] = [];
  await kept(target, outDir, async () => {
    for (let taken = 0; taken < records.length; ) {
      const sliceAt = performance.now();
      taken += running.add(records.slice(taken, taken + 100), SLICE_MS);
      slices.push(performance.now() - sliceAt);
      await turn();
    }
  });
  const finishAt = performance.now();
  running.finish();
  add('import: storing it', messages / ((performance.now() - startedAt) / 1_000), 'messages/s', { name: 'export', value: perSecond });
  const { p50, p99 } = percentiles(slices);
  add('import: main is held up at a time, p50', p50, 'ms');
  add('import: main is held up at a time, p99', p99, 'ms');
  add('import: longest', Math.max(...slices), 'ms');
  add('import: all of it appears', performance.now() - finishAt, 'ms');
  target.close();
}

export default benchmark;
