/** One database handle with cached statements, transactions that join, and errors sorted by kind. */
import type { SqliteDatabase, Statement } from './sqlite.ts';
import { withStorageErrors } from './storage-errors.ts';

export interface Connection {
  /** Compiles once per SQL text. `Row` states what the query selects; the schema's STRICT tables hold it to that. */
  statement<Row = unknown>(sql: string): Statement<Row>;
  /** All queries inside see one state of the database, also while another connection writes. */
  read<Result>(work: () => Result): Result;
  /**
   * One transaction, begun with the write lock so that it can't fail halfway by being too late for it. Inside another one it joins:
   * everything is committed together by the outermost. Durable when this returns (synchronous=FULL). Throws storage errors.
   */
  write<Result>(work: () => Result): Result;
  /** Told after each outermost write that was committed; must not throw. Returns the function that ends it. */
  onDidWrite(listener: () => void): () => void;
  readonly sqlite: SqliteDatabase;
}

export function createConnection(sqlite: SqliteDatabase): Connection {
  const statements = new Map<string, Statement>();
  const writeListeners = new Set<() => void>();
  const transaction = sqlite.transaction((work: () => unknown) => work());
  return {
    sqlite,
    statement<Row>(sql: string) {
      let statement = statements.get(sql);
      if (statement === undefined) {
        statement = sqlite.prepare(sql);
        statements.set(sql, statement);
      }
      return statement as Statement<Row>;
    },
    read<Result>(work: () => Result) {
      if (sqlite.inTransaction) return work();
      return withStorageErrors(() => transaction.deferred(work) as Result);
    },
    write<Result>(work: () => Result) {
      if (sqlite.inTransaction) return work();
      const result = withStorageErrors(() => transaction.immediate(work) as Result);
      for (const listener of writeListeners) listener();
      return result;
    },
    onDidWrite(listener) {
      writeListeners.add(listener);
      return () => void writeListeners.delete(listener);
    },
  };
}
