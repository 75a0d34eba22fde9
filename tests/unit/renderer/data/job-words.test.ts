import { expect, test } from 'vitest';
import type { Job, JobOutcome } from '#protocol/data.ts';
import { formatBytes } from '#renderer/components/format-bytes.ts';
import { countWords } from '#renderer/features/data/data-words.ts';
import { cardDurationMs, hasCard, jobDetail, jobList, jobTitle } from '#renderer/features/jobs/job-words.ts';

const job = (change: Partial<Job>): Job => ({
  id: 'j',
  kind: 'import',
  subject: 'all.jsonl',
  state: 'running',
  progress: null,
  canCancel: true,
  outcome: null,
  error: null,
  ...change,
});
const NOTHING_ADDED = { conversations: 0, messages: 0 };
const ended = (outcome: JobOutcome) => job({ kind: outcome.kind, state: 'done', outcome });

test('work that runs says what, on what, and how far', () => {
  expect(jobTitle(job({}))).toBe('Importing all.jsonl…');
  expect(jobDetail(job({ progress: { done: 1, total: 3 } }))).toBe('33 %');
  expect(jobDetail(job({ progress: { done: 0, total: 0 } }))).toBe('');
});

test('an import tells what came and what was left out, and why', () => {
  const skipped = { total: 120, first: [{ title: 'Zoo', reason: 'It is here already.' }] };
  const both = ended({ kind: 'import', importId: 'i', conversations: 2, messages: 1254, added: NOTHING_ADDED, skipped });
  expect(jobTitle(both)).toBe('Imported all.jsonl');
  expect(jobDetail(both)).toBe('2 conversations, 1,254 messages. 120 conversations left out: here already.');
  expect(jobList(both)).toEqual(['Zoo: It is here already.', '… and 119 more']);
  // It must be seen: it does not go by itself.
  expect(cardDurationMs(both)).toBeNull();
  const none = ended({
    kind: 'import',
    importId: 'i',
    conversations: 0,
    messages: 0,
    added: NOTHING_ADDED,
    skipped: { total: 1, first: [] },
  });
  expect([jobTitle(none), jobDetail(none)]).toEqual(['Nothing new to import', '1 conversation left out: here already.']);
});

test('what failed and what was cancelled say what that means', () => {
  const failed = job({ state: 'failed', error: { code: 'storage-full', message: 'The disk is full.' } });
  expect([jobTitle(failed), jobDetail(failed)]).toEqual(['The import failed', 'The disk is full.']);
  expect(jobTitle(job({ state: 'cancelled' }))).toBe('Import cancelled; nothing was added');
  expect(cardDurationMs(job({ state: 'cancelled' }))).not.toBeNull();
});

test('a damaged database is told with its way out', () => {
  const damaged = ended({ kind: 'check', ok: false, problems: ['Tree 4 page 9'] });
  expect(jobTitle(damaged)).toBe('The database is damaged in places');
  expect(jobDetail(damaged)).toMatch(/open recovery/);
  expect(jobList(damaged)).toEqual(['Tree 4 page 9']);
});

test('a look into a file that was refused is told by the window, not by a second card', () => {
  expect(hasCard(job({ kind: 'import-preview', state: 'failed' }))).toBe(false);
  expect(hasCard(job({ kind: 'import-preview' }))).toBe(true);
});

test('sizes and counts', () => {
  expect([0, 1, 1024, 5_000_000, 1_000_000_000].map(formatBytes)).toEqual(['0 KB', '1 KB', '1 KB', '4.8 MB', '954 MB']);
  expect(countWords(1, 0)).toBe('1 conversation, 0 messages');
  expect(countWords(10_000, 1_000_000)).toBe('10,000 conversations, 1,000,000 messages');
});

test('what an import added to conversations that were here is said beside what is new', () => {
  const skipped = { total: 0, first: [] };
  const more = ended({
    kind: 'import',
    importId: 'i',
    conversations: 0,
    messages: 0,
    added: { conversations: 1, messages: 12 },
    skipped,
  });
  expect([jobTitle(more), jobDetail(more)]).toEqual(['Imported all.jsonl', '12 messages added to 1 conversation that you had.']);
});
