/** The thorough check of a database. It reads every page (25 s for a million messages): run it in a worker thread, never at the start. */
import { isSqliteError, Sqlite } from './sqlite.ts';

export interface IntegrityReport {
  ok: boolean;
  /** SQLite's own words for what is wrong, at most 100 of them. */
  problems: string[];
}

const MAX_PROBLEMS = 100;

/** Changes nothing. Throws only when the file can't be opened at all. */
export function checkIntegrity(file: string): IntegrityReport {
  const sqlite = new Sqlite(file, { readonly: true, fileMustExist: true });
  try {
    const found = (sqlite.pragma(`integrity_check(${MAX_PROBLEMS})`) as { integrity_check: string }[]).map((row) => row.integrity_check);
    const orphans = (sqlite.pragma('foreign_key_check') as { table: string; parent: string }[])
      .slice(0, MAX_PROBLEMS)
      .map(({ table, parent }) => `a row of ${table} belongs to a row of ${parent} that is missing`);
    const problems = [...found.filter((line) => line !== 'ok'), ...orphans];
    return { ok: problems.length === 0, problems };
  } catch (error) {
    // A page so damaged that the check itself can't read on.
    if (isSqliteError(error)) return { ok: false, problems: [error.message] };
    throw error;
  } finally {
    sqlite.close();
  }
}
