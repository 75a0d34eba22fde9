/** Which tables are salvaged, and of what shape their rows are. */
import type { SqliteDatabase } from '../sqlite.ts';

export interface Column {
  name: string;
  type: string;
  notNull: boolean;
}

export interface Table {
  name: string;
  columns: Column[];
  /** The column that is the row number; null when the table shows none. */
  rowNumberColumn: string | null;
}

/** All tables that hold anything of their own: not the search, which is built anew from the words. */
export function salvagedTables(sqlite: SqliteDatabase): Table[] {
  const names = sqlite
    .prepare<{ name: string }>(
      `SELECT l.name FROM pragma_table_list l JOIN sqlite_schema s ON s.name = l.name AND s.type = 'table'
       WHERE l.schema = 'main' AND l.type = 'table' AND l.wr = 0 AND l.name NOT LIKE 'sqlite_%' AND l.name <> 'search_texts' ORDER BY s.rowid`,
    )
    .all();
  return names.map(({ name }) => {
    const rows = sqlite
      .prepare<{ name: string; type: string; notnull: number; pk: number }>(
        'SELECT name, type, "notnull", pk FROM pragma_table_info(?) ORDER BY cid',
      )
      .all(name);
    const keys = rows.filter(({ pk }) => pk > 0);
    const isRowNumber = keys.length === 1 && keys[0]?.type.toUpperCase() === 'INTEGER';
    return {
      name,
      columns: rows.map((row) => ({ name: row.name, type: row.type.toUpperCase(), notNull: row.notnull === 1 })),
      rowNumberColumn: isRowNumber ? (keys[0]?.name ?? null) : null,
    };
  });
}
