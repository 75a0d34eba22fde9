import { PassThrough, Writable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createJsonLinesReader, encodeJsonLine, findRequestId, type LineProblem, writeJsonLine } from '#platform/json-lines.ts';

function read(chunks: readonly (string | Uint8Array)[], maxLineBytes?: number) {
  const values: unknown[] = [];
  const problems: LineProblem[] = [];
  let mostPending = 0;
  const reader = createJsonLinesReader({
    ...(maxLineBytes !== undefined && { maxLineBytes }),
    onLine: (value) => values.push(value),
    onProblem: (problem) => problems.push(problem),
  });
  for (const chunk of chunks) {
    reader.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
    mostPending = Math.max(mostPending, reader.pendingBytes);
  }
  reader.end();
  return { values, problems, mostPending, kinds: problems.map((problem) => problem.kind) };
}

describe('reading', () => {
  test('several lines in one chunk and one line in several chunks', () => {
    expect(read(['{"a":1}\n{"b":2}\n{"c"', ':', '3}\n']).values).toEqual([{ a: 1 }, { b: 2 }, { c: 3 }]);
  });

  test('a line cut at every byte offset, inside a character as well', () => {
    const value = { text: 'aé€😀\u2028"\\\n' };
    const line = Buffer.from(`${JSON.stringify(value)}\r\n`);
    for (let at = 0; at <= line.length; at += 1) {
      expect(read([line.subarray(0, at), line.subarray(at)]).values).toEqual([value]);
    }
  });

  test('any values, cut anywhere, with any line ends and blank lines between', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.jsonValue(), fc.constantFrom('\n', '\r\n', '\n\n', '\n \t\r\n'))),
        fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1 }),
        (lines, sizes) => {
          const bytes = Buffer.from(lines.map(([value, end]) => JSON.stringify(value) + end).join(''));
          const chunks: Buffer[] = [];
          for (let from = 0, turn = 0; from < bytes.length; turn += 1) {
            const size = sizes[turn % sizes.length] as number;
            chunks.push(bytes.subarray(from, from + size));
            from += size;
          }
          const { values, problems } = read(chunks);
          expect(values).toEqual(lines.map(([value]) => JSON.parse(JSON.stringify(value))));
          expect(problems).toEqual([]);
        },
      ),
    );
  });

  test('a last line without a newline when it is whole', () => {
    expect(read(['{"a":1}']).values).toEqual([{ a: 1 }]);
  });

  test('a last line that was cut off is reported', () => {
    expect(read(['{"id":"x","a":']).kinds).toEqual(['cut-off']);
    expect(read([Buffer.from('"€').subarray(0, 2)]).kinds).toEqual(['cut-off']);
  });

  test('a byte order mark at the start and nowhere else', () => {
    expect(read(['\ufeff1\n2\n']).values).toEqual([1, 2]);
    expect(read(['1\n\ufeff2\n']).kinds).toEqual(['not-json']);
  });

  test('print-outs and broken bytes are reported, and the next line is read', () => {
    const { values, problems } = read(['Warning: old\n', Buffer.from([0x22, 0xff, 0x22, 0x0a]), '{"a":1}\n']);
    expect(problems.map(({ kind, byteLength }) => [kind, byteLength])).toEqual([
      ['not-json', 12],
      ['not-utf8', 3],
    ]);
    expect(problems[0]?.start).toBe('Warning: old');
    expect(values).toEqual([{ a: 1 }]);
  });

  test('an error of the listener is not taken for a bad line', () => {
    const reader = createJsonLinesReader({
      onLine() {
        throw new Error('bug');
      },
      onProblem: () => expect.unreachable(),
    });
    expect(() => reader.push(Buffer.from('1\n'))).toThrow('bug');
  });
});

describe('the cap', () => {
  test('holds to the byte', () => {
    const line = JSON.stringify('x'.repeat(98));
    expect(read([`${line}\n`], 100).values).toHaveLength(1);
    expect(read([`${line}\n`], 99).kinds).toEqual(['too-large']);
    expect(read([`${line}\r\n`], 101).values).toHaveLength(1);
  });

  test('a longer line is reported once, with its start, and dropped', () => {
    const chunk = Buffer.alloc(1000, 'x');
    const { kinds, problems, values, mostPending } = read(['{"id":"7","text":"', ...Array(100).fill(chunk), '"}\n{"a":1}\n'], 2000);
    expect(kinds).toEqual(['too-large']);
    expect(problems[0]?.start.startsWith('{"id":"7","text":"xxx')).toBe(true);
    expect(values).toEqual([{ a: 1 }]);
    expect(mostPending).toBeLessThanOrEqual(2000);
  });

  test('a longer line in one chunk with others costs only itself', () => {
    expect(read([`1\n${'x'.repeat(500)}\n2\n`], 100)).toMatchObject({ values: [1, 2], kinds: ['too-large'] });
  });

  test('a 100 MB line without an end is never held', () => {
    const chunk = Buffer.alloc(64 * 1024, 'x');
    const { kinds, mostPending } = read(Array(1600).fill(chunk), 1024 * 1024);
    expect(kinds).toEqual(['too-large']);
    expect(mostPending).toBeLessThanOrEqual(1024 * 1024);
  });
});

test('the id of an unreadable frame is found in its start', () => {
  expect(findRequestId('{"id":"a\\"b","text":"')).toBe('a"b');
  expect(findRequestId('{"status":"success", "id" : 42,"data')).toBe(42);
  expect(findRequestId('{"text":"no such thing')).toBeUndefined();
  expect(findRequestId('{"id":"\\u12"')).toBeUndefined();
});

describe('writing', () => {
  test('gives one line whatever the value holds', () => {
    expect(encodeJsonLine({ text: 'a\nb\u2028' })).toBe('{"text":"a\\nb\u2028"}\n');
  });

  test('refuses what is too large in bytes, not in characters', () => {
    expect(() => encodeJsonLine('€'.repeat(40), 100)).toThrow(expect.objectContaining({ code: 'too-large' }));
    expect(encodeJsonLine('x'.repeat(98), 100)).toHaveLength(101);
  });

  test('refuses what JSON cannot hold', () => {
    const circular: { self?: unknown } = {};
    circular.self = circular;
    for (const value of [undefined, () => {}, 1n, circular]) {
      expect(() => encodeJsonLine(value)).toThrow(expect.objectContaining({ code: 'invalid-request' }));
    }
  });

  test('waits until the stream has taken the line', async () => {
    let take = () => {};
    const slow = new Writable({
      write: (_chunk, _encoding, done) => {
        take = done;
      },
    });
    let isWritten = false;
    const written = writeJsonLine(slow, { a: 1 }).then(() => {
      isWritten = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(isWritten).toBe(false);
    take();
    await written;
    expect(isWritten).toBe(true);
  });

  test('to a stream that is gone rejects as closed', async () => {
    const stream = new PassThrough();
    stream.on('error', () => {});
    stream.destroy();
    await expect(writeJsonLine(stream, 1)).rejects.toMatchObject({ code: 'closed' });
  });
});
