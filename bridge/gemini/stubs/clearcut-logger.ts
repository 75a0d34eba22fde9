/** Stands in for the SDK's usage statistics (clearcut-logger.js, systeminformation): off in the bridge. `undefined` is what the original gives then. */
export const ClearcutLogger = { getInstance: (): undefined => undefined };
export const EventNames: Record<string, number> = {};
