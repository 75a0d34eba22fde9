import { expect, test } from 'vitest';
import { createJobs, type JobContext } from '#electron/data/jobs.ts';
import { AppError } from '#protocol/errors.ts';

const checked = { kind: 'check' as const, ok: true, problems: [] };

test('a job tells how far it is and how it ended, and stays until it is dismissed', async () => {
  let told = 0;
  const jobs = createJobs(() => {
    told += 1;
  });
  const running = Promise.withResolvers<void>();
  let context: JobContext | undefined;
  const done = jobs.run({
    kind: 'check',
    subject: 'x',
    work: (given) => {
      context = given;
      return running.promise;
    },
    outcomeOf: () => checked,
  });
  context?.onProgress({ done: 1, total: 4 });
  expect(jobs.list()).toMatchObject([{ kind: 'check', subject: 'x', state: 'running', progress: { done: 1, total: 4 } }]);
  await expect(jobs.run({ kind: 'check', work: () => Promise.resolve(), outcomeOf: () => checked })).rejects.toMatchObject({
    code: 'busy',
  });
  running.resolve();
  await done;
  const [job] = jobs.list();
  expect(job).toMatchObject({ state: 'done', outcome: checked });
  jobs.dismiss(job?.id ?? '');
  expect(jobs.list()).toEqual([]);
  expect(told).toBe(4);
});

test('cancelling aborts the work; a failure is thrown and told', async () => {
  const jobs = createJobs(() => {});
  const cancelled = jobs.run({
    kind: 'export',
    work: ({ signal }) =>
      new Promise<never>((_, reject) =>
        signal.addEventListener('abort', () => reject(new AppError({ code: 'cancelled', message: 'Stopped.' }))),
      ),
    outcomeOf: () => checked,
  });
  const [running] = jobs.list();
  // One that runs can't be dismissed.
  jobs.dismiss(running?.id ?? '');
  expect(jobs.list()).toHaveLength(1);
  jobs.cancel(running?.id ?? '');
  await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
  const full = new AppError({ code: 'storage-full', message: 'The disk is full.' });
  await expect(jobs.run({ kind: 'export', work: () => Promise.reject(full), outcomeOf: () => checked })).rejects.toBe(full);
  expect(jobs.list()).toMatchObject([
    { state: 'cancelled', error: null },
    { state: 'failed', error: { code: 'storage-full' } },
  ]);
});
