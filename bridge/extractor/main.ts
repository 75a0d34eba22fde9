/**
 * The extractor: JSON lines `{"id","language","source"}` in, `{"id","facts"}` or `{"id","error"}` out, in order.
 * The Python sidecar drives it as its own child; it ends when stdin does.
 */
import { createInterface } from 'node:readline';
import { extract, LANGUAGES } from './parsers.ts';

interface Request {
  id: number;
  language: string;
  source: string;
}

// A library that prints must not get between the frames.
const write = process.stdout.write.bind(process.stdout);
console.log = console.info = console.debug = console.warn = console.error;

write(`${JSON.stringify({ ready: true, languages: LANGUAGES })}\n`);

for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
  write(`${JSON.stringify(await answer(line))}\n`);
}

async function answer(line: string): Promise<object> {
  let id: number | null = null;
  try {
    const request = JSON.parse(line) as Partial<Request> | null;
    id = typeof request?.id === 'number' ? request.id : null;
    if (id === null || typeof request?.language !== 'string' || typeof request.source !== 'string') {
      return { id, error: 'a request has a numeric id, a language and a source' };
    }
    return { id, facts: await extract(request.language, request.source) };
  } catch (error) {
    // A stack overflow on code nested thousands deep ends up here as well: that file fails, the next is served.
    return { id, error: error instanceof Error ? error.message : String(error) };
  }
}
