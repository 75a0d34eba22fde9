/** Deletes for good what the person deleted and did not take back. */
import type { Log } from '#platform/log.ts';
import { toErrorInfo } from '#protocol/errors.ts';
import type { ConversationStore } from './conversations.ts';

/** The window offers "Undo" for ten seconds (LOOK.md); a minute covers a slow machine. */
const UNDO_WINDOW_MS = 60_000;
const INTERVAL_MS = 60_000;

export interface Purging {
  stop(): void;
}

/**
 * A little at a time, so that a long conversation that goes holds up nothing that is written meanwhile. `onPurged` removes what such
 * conversations had on disk; it never rejects.
 */
export function startPurging(conversations: ConversationStore, onPurged: () => Promise<void>, log: Log): Purging {
  let next: NodeJS.Immediate | undefined;
  const purge = () => {
    try {
      const { hasMore } = conversations.purgeDeleted(Date.now() - UNDO_WINDOW_MS);
      if (hasMore) next = setImmediate(purge);
      else void onPurged();
    } catch (error) {
      // It stays deleted for the person; the space is given back another time.
      log.warn('Deleted conversations could not be purged', { error: toErrorInfo(error) });
    }
  };
  const interval = setInterval(purge, INTERVAL_MS);
  interval.unref();
  return {
    stop() {
      clearInterval(interval);
      clearImmediate(next);
    },
  };
}
