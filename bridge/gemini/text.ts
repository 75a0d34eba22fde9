/** Texts cut to a length, and what is new in one that grows. */

/** Start and end stay, since the end of an output often says what went wrong. */
export function cutInTheMiddle(text: string, maxChars: number): string {
  if (text.length <= maxChars) return text;
  const half = Math.floor(maxChars / 2);
  return `${text.slice(0, half)}\n… ${text.length - 2 * half} characters left out …\n${text.slice(-half)}`;
}

/** Cut in the middle so that it takes at most `maxBytes` as JSON, where a control character takes six. */
export function cutToJsonBytes(text: string, maxBytes: number): string {
  let cut = text;
  let maxChars = text.length;
  for (let bytes = jsonBytes(cut); bytes > maxBytes; bytes = jsonBytes(cut)) {
    maxChars = Math.floor((maxChars * maxBytes * 0.95) / bytes);
    cut = cutInTheMiddle(text, maxChars);
  }
  return cut;
}

function jsonBytes(text: string): number {
  return Buffer.byteLength(JSON.stringify(text));
}

/** In one line, without runs of white space. */
export function oneLine(text: string, maxChars: number): string {
  const line = text.trim().replace(/\s+/g, ' ');
  return line.length > maxChars ? `${line.slice(0, maxChars - 1)}…` : line;
}

/** What is new in `output`, of which `shown` was told before. The SDK drops the start of output that grows above 100 000 characters. */
export function newOutput(shown: string, output: string): string {
  if (output.startsWith(shown)) return output.slice(shown.length);
  const tail = shown.slice(-1000);
  const at = output.lastIndexOf(tail);
  return at === -1 ? output : output.slice(at + tail.length);
}
