/** The history of years in a data folder for the app. */
import { join } from 'node:path';
import { Sqlite } from '#electron/store/sqlite.ts';
import type { BenchContext } from '#scripts/bench/benchmark.mjs';
import { copyHistory, ensureHistory } from '../history/cached-history.ts';
import { FULL_SIZE, LONG_TITLE } from '../history/plan.ts';

export const SHORT_TITLE = 'Short talk';

/** Another conversation than the long one is shown first, and a short one stands beside it. */
export function prepareYears(context: BenchContext): string {
  const dataFolder = join(context.temporaryFolder, 'years');
  const sqlite = new Sqlite(copyHistory(ensureHistory(FULL_SIZE).file, dataFolder));
  const newest = sqlite.prepare<{ newest: number }>('SELECT max(updated_at) AS newest FROM conversations').get()?.newest ?? 0;
  sqlite.prepare('UPDATE conversations SET updated_at = ?, archived = 0 WHERE key = 3').run(newest + 3);
  sqlite.prepare('UPDATE conversations SET updated_at = ?, archived = 0, title = ? WHERE key = 2').run(newest + 2, SHORT_TITLE);
  // Its project is nobody's folder here, and an agent would not start in one that is not there.
  sqlite
    .prepare('UPDATE conversations SET updated_at = ?, agent_id = ?, project_folder = NULL WHERE title = ?')
    .run(newest + 1, 'gemini', LONG_TITLE);
  sqlite.close();
  return dataFolder;
}
