/** The last bytes of a stream, for the person who wants to know why a child failed. */

export interface OutputTail {
  push(chunk: Uint8Array): void;
  /** The last whole lines as text; broken bytes are replaced. */
  text(): string;
}

/** Keeps at most `maxBytes`, however much flows through. */
export function createOutputTail(maxBytes: number): OutputTail {
  // Twice the room, so that bytes move once per `maxBytes` and not with every chunk.
  const buffer = Buffer.alloc(maxBytes * 2);
  let length = 0;
  let wasCut = false;

  function push(chunk: Uint8Array): void {
    const bytes = chunk.length > maxBytes ? chunk.subarray(chunk.length - maxBytes) : chunk;
    if (bytes.length < chunk.length) wasCut = true;
    if (length + bytes.length > buffer.length) {
      const kept = Math.min(length, maxBytes);
      buffer.copyWithin(0, length - kept, length);
      length = kept;
      wasCut = true;
    }
    buffer.set(bytes, length);
    length += bytes.length;
  }

  function text(): string {
    const from = Math.max(0, length - maxBytes);
    const tail = buffer.toString('utf8', from, length);
    if (!wasCut && from === 0) return tail.trimEnd();
    // The first line is most likely half a line, perhaps half a character.
    const newline = tail.indexOf('\n');
    return (newline === -1 ? tail : tail.slice(newline + 1)).trimEnd();
  }

  return { push, text };
}
