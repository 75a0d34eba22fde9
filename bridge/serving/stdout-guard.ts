/**
 * Keeps everybody but the protocol off stdout. A single stray line would break the client's framing, and libraries do write there. Must
 * run before any of them is imported: they keep references to what they find.
 */
import { Writable } from 'node:stream';

/** From now on whatever is written to `process.stdout` goes to stderr. The result is the only way left to the real stdout. */
export function guardStdout(): Writable {
  const writeToStdout = process.stdout.write.bind(process.stdout);
  process.stdout.write = process.stderr.write.bind(process.stderr);
  // `console` writes to the stream it was made with, and some runtimes cache its write function.
  for (const method of ['log', 'info', 'warn', 'error', 'trace', 'dir'] as const) {
    console[method] = (...args: unknown[]) => {
      process.stderr.write(`${args.map(describe).join(' ')}\n`);
    };
  }
  // At this level an SDK writes down commands and whole conversations, which have no place in a log.
  console.debug = () => {};
  const output = new Writable({
    write(chunk: Buffer, _encoding, done) {
      writeToStdout(chunk, done);
    },
  });
  // The reader is gone. Whoever writes gets the same error from `output`.
  process.stdout.on('error', () => {});
  return output;
}

function describe(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value instanceof Error) return value.stack ?? value.message;
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    // A value that refers to itself: its type is all that a log needs.
    return String(value);
  }
}
