/** Texts cut to a length. */

/** Start and end stay, since the end of an output often says what went wrong. */
export function cutInTheMiddle(text: string, maxChars: number): string {
  if (text.length <= maxChars) return text;
  const half = Math.floor(maxChars / 2);
  return `${text.slice(0, half)}\n… ${text.length - 2 * half} characters left out …\n${text.slice(-half)}`;
}

/** In one line, without runs of white space. */
export function oneLine(text: string, maxChars: number): string {
  const line = text.trim().replace(/\s+/g, ' ');
  return line.length > maxChars ? `${line.slice(0, maxChars - 1)}…` : line;
}
