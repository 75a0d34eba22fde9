/**
 * What SQLite would do within some write of the person's, which would then take twenty times as long, done between writes: pieces of the search
 * index are merged, a few pages at a time, and a worker moves the write-ahead log into the file.
 */
import { toErrorInfo } from '#protocol/errors.ts';
import type { Connection } from './connection.ts';
import type { StoreLog } from './store-log.ts';

export interface Upkeep {
  stop(): void;
}

export interface UpkeepOptions {
  /** The one that writes. */
  connection: Connection;
  /** Moves what is committed from the log into the file, on another thread. */
  moveLogIntoFile: () => Promise<void>;
  log: StoreLog;
}

/** After a write. Soon enough that an import leaves no more than a handful of pieces behind between two looks. */
const LOOK_AFTER_MS = 100;
/** Written per merge: about a millisecond. */
const MERGE_PAGES = 16;
/** Rows: about the thousand pages after which SQLite would do it. */
const CHANGES_PER_MOVE = 300;

/** Rests while nothing is written. */
export function startUpkeep({ connection, moveLogIntoFile, log }: UpkeepOptions): Upkeep {
  let next: NodeJS.Immediate | undefined;
  let looking: NodeJS.Timeout | undefined;
  let isMoving = false;
  let isStopped = false;
  let seen = changes(connection);
  let moved = seen;

  const merge = () => {
    next = undefined;
    try {
      const before = changes(connection);
      connection.write(() =>
        connection.statement("INSERT INTO search_index (search_index, rank) VALUES ('merge', ?)").run(BigInt(MERGE_PAGES)),
      );
      seen = changes(connection);
      // https://sqlite.org/fts5.html#the_merge_command: fewer than two changes mean that nothing was left to merge.
      if (seen - before >= 2) next = setImmediate(merge);
    } catch (error) {
      // A full disk, or another program's lock: the index works as it is, and the next write brings the next try.
      seen = changes(connection);
      log.warn('The search index could not be merged', { error: toErrorInfo(error) });
    }
  };

  const moveLog = async () => {
    isMoving = true;
    moved = seen;
    try {
      await moveLogIntoFile();
    } catch (error) {
      // Nothing is lost: it is in the log, and SQLite moves it by itself before that grows large.
      log.warn('The write-ahead log could not be moved into the database', { error: toErrorInfo(error) });
    } finally {
      isMoving = false;
      // What was written meanwhile was looked at in vain.
      lookSoon();
    }
  };

  const lookSoon = () => {
    if (!isStopped) looking ??= setTimeout(look, LOOK_AFTER_MS).unref();
  };

  const look = () => {
    looking = undefined;
    if (next === undefined && changes(connection) !== seen) merge();
    if (!isMoving && seen - moved >= CHANGES_PER_MOVE) void moveLog();
  };
  // An app in which nothing happens is not woken up. A merge is a write as well, so the last one is followed by one more look.
  const endListening = connection.onDidWrite(lookSoon);
  return {
    stop() {
      isStopped = true;
      endListening();
      clearTimeout(looking);
      clearImmediate(next);
    },
  };
}

/** Rows changed on this connection since it was opened. */
function changes(connection: Connection): number {
  return connection.statement<{ changes: number }>('SELECT total_changes() AS changes').get()?.changes ?? 0;
}
