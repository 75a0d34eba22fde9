/** Reads a table that may be damaged: all rows that can be read, passing over those that can't. */
import { isSqliteError, type SqliteDatabase, type SqliteValue } from '../sqlite.ts';

const BATCH_ROWS = 500;
/** The largest row number there is. */
const LAST_ROW = 2n ** 63n - 1n;

export interface SalvagedRow {
  rowNumber: bigint;
  values: SqliteValue[];
}

interface RawRow {
  [column: string]: SqliteValue;
}

/** By ascending row number. `onGap` is told each time something could not be read. */
export function* readableRows(
  sqlite: SqliteDatabase,
  table: string,
  columns: readonly string[],
  onGap: () => void,
): Generator<SalvagedRow> {
  const list = columns.map((name, index) => `${quote(name)} AS c${index}`).join(', ');
  const select = (limit: number) =>
    sqlite
      .prepare<RawRow>(`SELECT rowid AS row_number, ${list} FROM ${quote(table)} WHERE rowid > ? ORDER BY rowid LIMIT ${limit}`)
      .safeIntegers();
  const batch = select(BATCH_ROWS);
  const single = select(1);
  const firstFrom = sqlite
    .prepare<{ row_number: bigint }>(`SELECT rowid AS row_number FROM ${quote(table)} WHERE rowid >= ? ORDER BY rowid LIMIT 1`)
    .safeIntegers();
  const toRow = (row: RawRow): SalvagedRow => ({
    rowNumber: row.row_number as bigint,
    values: columns.map((_, index) => row[`c${index}`] ?? null),
  });

  let after = -(2n ** 63n);
  for (;;) {
    let rows = attempt(() => batch.all(after));
    // The damage is among the next few hundred: go up to it one by one.
    rows ??= attempt(() => single.all(after));
    if (rows === DAMAGED) {
      onGap();
      const next = afterTheDamage(after, (from) => attempt(() => firstFrom.get(from) ?? null));
      if (next === null) return;
      after = next;
      continue;
    }
    if (rows.length === 0) return;
    for (const row of rows) {
      const salvaged = toRow(row);
      // A damaged tree may lead back to where it began, and a page whose end was cut off has rows of number 0: no more comes from this table.
      if (salvaged.rowNumber <= after) {
        onGap();
        return;
      }
      after = salvaged.rowNumber;
      yield salvaged;
    }
  }
}

/** What a read gives that SQLite refuses. */
const DAMAGED = undefined;

function attempt<Result>(read: () => Result): Result | typeof DAMAGED {
  try {
    return read();
  } catch (error) {
    if (isSqliteError(error)) return DAMAGED;
    throw error;
  }
}

/** The row number after which reading goes on, or null when there is nothing more. */
function afterTheDamage(after: bigint, firstFrom: (from: bigint) => { row_number: bigint } | null | typeof DAMAGED): bigint | null {
  if (after >= LAST_ROW) return null;
  const next = firstFrom(after + 1n);
  // Its number can be read, its contents can't.
  if (next !== DAMAGED) return next === null ? null : next.row_number;
  let step = 2n;
  let found: ReturnType<typeof firstFrom> = DAMAGED;
  while (found === DAMAGED) {
    const from = after + step;
    if (from > LAST_ROW) return null;
    found = firstFrom(from);
    if (found === null) found = endsIn(after, step, firstFrom);
    step *= 2n;
  }
  if (found === null) return null;
  // Between half the step, which is still damaged, and the step, from which reading goes on.
  let low = after + step / 4n;
  let high = after + step / 2n;
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    if (firstFrom(middle) === DAMAGED) low = middle;
    else high = middle;
  }
  return high - 1n;
}

/** Beyond the table's end nothing is found though rows may stand between: look once more, nearer, before giving up. */
function endsIn(
  after: bigint,
  step: bigint,
  firstFrom: (from: bigint) => { row_number: bigint } | null | typeof DAMAGED,
): { row_number: bigint } | null {
  let low = after + step / 2n;
  let high = after + step;
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    const found = firstFrom(middle);
    if (found !== null && found !== DAMAGED) return found;
    if (found === null) high = middle;
    else low = middle;
  }
  return null;
}

/** A table name or column as SQL. */
export function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
