/** Ids for what comes from files that have none of ours: the same contents get the same id, so that importing twice is noticed. */
import { createHash } from 'node:crypto';

/** In the form of a UUID. */
export function idFromContents(...contents: string[]): string {
  const hash = createHash('sha256');
  // Each with its length, so that no two lists of contents run together into one.
  for (const text of contents) hash.update(`${text.length}:${text}`);
  const hex = hash.digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}

/** A title from the first line that says something. */
export function titleFromText(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line === '') return 'Imported conversation';
  // A cut inside an emoji leaves half of it.
  return line.length <= 60
    ? line
    : `${line
        .slice(0, 59)
        .replace(/[\ud800-\udbff]$/, '')
        .trimEnd()}…`;
}
