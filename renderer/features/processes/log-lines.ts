/** What an agent wrote to stderr, made readable: lines of our own log are taken apart, everything else stays as it is. */

/** One line per entry: `10:02:31 warn  The message  key=value`. */
export function readableLog(text: string): string {
  return text.trimEnd().split('\n').map(readableLine).join('\n');
}

function readableLine(line: string): string {
  if (!line.startsWith('{')) return line;
  let entry: unknown;
  try {
    entry = JSON.parse(line);
  } catch {
    // Cut, or not ours: it is shown as it came.
    return line;
  }
  if (typeof entry !== 'object' || entry === null || !('message' in entry) || typeof entry.message !== 'string') return line;
  const { time, level, message, ...fields } = entry as Record<string, unknown> & { message: string };
  const facts = Object.entries(fields).map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  return [clockOf(time), typeof level === 'string' ? level.padEnd(5) : '', message, ...facts].filter((part) => part !== '').join('  ');
}

/** The person's own time of day; an empty text for anything that is no time. */
function clockOf(time: unknown): string {
  if (typeof time !== 'string' || Number.isNaN(Date.parse(time))) return '';
  return new Date(time).toLocaleTimeString('en-GB');
}
