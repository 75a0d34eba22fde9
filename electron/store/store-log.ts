/** What the store needs of the app's log. Fields never hold a person's words: ids, counts and codes only. */
export interface StoreLog {
  info(message: string, fields?: Record<string, unknown>): void;
  warn(message: string, fields?: Record<string, unknown>): void;
  error(message: string, fields?: Record<string, unknown>): void;
}

/** For tests and for callers that keep no log. */
export const silentLog: StoreLog = { info: () => {}, warn: () => {}, error: () => {} };
