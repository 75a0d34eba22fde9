/** Checking the database, and deleting everything. */
import type { DeletionPlan } from '#protocol/data.ts';
import type { StoreWorkers } from '../store/worker/store-workers.ts';
import { type DeletionOptions, deletionItems, sizeOf } from './delete-everything.ts';
import type { Jobs } from './jobs.ts';

export interface DataCareOptions {
  databaseFile: string;
  workers: Pick<StoreWorkers, 'checkIntegrity' | 'countAll'>;
  jobs: Jobs;
  deletion: () => DeletionOptions;
  liveAgents: () => number;
  /** Starts the app again in its recovery screen. */
  restartInRecovery: () => Promise<void>;
  /** Ends everything, deletes everything, starts afresh. */
  restartEmpty: (deletion: DeletionOptions) => Promise<void>;
}

export interface DataCare {
  check(): Promise<void>;
  openRecovery(): Promise<void>;
  deletionPlan(): Promise<DeletionPlan>;
  deleteEverything(): Promise<void>;
}

export function createDataCare(options: DataCareOptions): DataCare {
  const { workers, jobs } = options;
  return {
    async check() {
      await jobs.run({
        kind: 'check',
        work: (context) => workers.checkIntegrity(options.databaseFile, context),
        outcomeOf: ({ ok, problems }) => ({ kind: 'check', ok, problems }),
      });
    },
    openRecovery: () => options.restartInRecovery(),
    async deletionPlan() {
      const items = await Promise.all(
        deletionItems(options.deletion()).map(async ({ what, path, files }) => ({ what, path, bytes: await sizeOf(files) })),
      );
      return { items, ...(await workers.countAll()), liveAgents: options.liveAgents() };
    },
    deleteEverything: () => options.restartEmpty(options.deletion()),
  };
}
