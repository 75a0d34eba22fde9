/** A name for an exported file that every file system takes. */
import type { ExportFormat } from '#protocol/data.ts';

/** The app's own format is JSON lines: one value per line. */
export const EXTENSIONS: Record<ExportFormat, string> = { json: 'jsonl', markdown: 'md', html: 'html' };

const MAX_CHARS = 80;

/** Of one conversation its title, else all of them; with the day, so that the next one is another file. */
export function exportFileName(title: string | null, format: ExportFormat, nowMs: number): string {
  const plain = (title ?? 'Conversations')
    // Separators, what Windows forbids, and characters that show nothing or turn the reading direction.
    .replace(/[\\/:*?"<>|\p{C}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    // A leading dot hides a file, a trailing one is lost on Windows.
    .replace(/^[.\s]+|[.\s]+$/g, '')
    .slice(0, MAX_CHARS)
    .replace(/[\ud800-\udbff]$/, '')
    .trim();
  const day = new Date(nowMs).toISOString().slice(0, 10);
  return `${plain === '' ? 'Conversation' : plain} ${day}.${EXTENSIONS[format]}`;
}
