import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createJobJournal } from '#electron/data/job-journal.ts';
import { createJobs } from '#electron/data/jobs.ts';

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'agent-manager-jobs-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const outcome = { kind: 'check' as const, ok: true, problems: [] };
const startIn = (folder: string) => createJobs(() => {}, createJobJournal(join(folder, 'running-jobs.json')));

test('the start after a crash tells what was cut off, once, and removes what was unfinished', async () => {
  const folder = makeFolder();
  const jobs = startIn(folder);
  const running = Promise.withResolvers<void>();
  const work = () => running.promise;
  const export_ = jobs.run({ kind: 'export', subject: 'a.jsonl', file: join(folder, 'a.jsonl'), work, outcomeOf: () => outcome });
  const import_ = jobs.run({ kind: 'import', subject: 'b.jsonl', work, outcomeOf: () => outcome });
  const preview = jobs.run({ kind: 'import-preview', subject: 'c.jsonl', work, outcomeOf: () => outcome });
  for (const name of ['a.jsonl.unfinished', 'a.jsonl', 'other.unfinished']) writeFileSync(join(folder, name), 'x');
  // The app ends here, and starts again.
  const next = startIn(folder);
  next.tellCutOff();
  expect(next.list()).toMatchObject([
    { kind: 'export', subject: 'a.jsonl', state: 'failed', error: { message: expect.stringContaining('No file was written') } },
    { kind: 'import', subject: 'b.jsonl', state: 'failed', error: { message: expect.stringContaining('Nothing of it was added') } },
  ]);
  expect(readdirSync(folder).sort()).toEqual(['a.jsonl', 'other.unfinished']);
  const third = startIn(folder);
  third.tellCutOff();
  expect(third.list()).toEqual([]);
  running.resolve();
  await Promise.all([export_, import_, preview]);
});

test('jobs that ended, well or not, are not told of; a journal that can’t be read or written stops nothing', async () => {
  const folder = makeFolder();
  const jobs = startIn(folder);
  await jobs.run({ kind: 'backup', work: () => Promise.resolve(), outcomeOf: () => outcome });
  await expect(jobs.run({ kind: 'check', work: () => Promise.reject(new Error('no')), outcomeOf: () => outcome })).rejects.toThrow('no');
  expect(existsSync(join(folder, 'running-jobs.json'))).toBe(false);
  writeFileSync(join(folder, 'running-jobs.json'), '[{"id":1');
  const next = startIn(folder);
  next.tellCutOff();
  expect(next.list()).toEqual([]);
  const nowhere = startIn(join(folder, 'gone'));
  await nowhere.run({ kind: 'backup', work: () => Promise.resolve(), outcomeOf: () => outcome });
  expect(nowhere.list()).toMatchObject([{ state: 'done' }]);
});
