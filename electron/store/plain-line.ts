/** Fences, horizontal rules and the line below a table's head: marks without a word in them. */
const LINES_WITHOUT_WORDS = /^\s*(?:```.*|~~~.*|[-*_]{3,}|\|?[\s:|-]*-{3,}[\s:|-]*)$/;

/** Headings, quotes, list items and boxes, as a line begins. */
const MARKS_AT_START = /^\s*(?:#{1,6}\s+|>\s?|[-*+]\s+(?:\[[ xX]\]\s+)?)+/;

/** A Markdown text as one line of plain words, for where there is room for no more than that. What is no mark stays as it is. */
export function plainLine(markdown: string): string {
  return markdown
    .split('\n')
    .filter((line) => !LINES_WITHOUT_WORDS.test(line))
    .map((line) => cells(line.replace(MARKS_AT_START, '')))
    .join(' ')
    .replace(/!?\[([^\]\n]*)\]\([^()\s]*\)/g, '$1')
    .replace(/\*\*(?=\S)(.*?\S)\*\*/g, '$1')
    .replace(/`([^`]+)`/g, '$1')
    .replace(/\$(?=[^\s\d])([^$\n]*?[^\s$])\$/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
}

/** A row of a table as its cells. */
function cells(line: string): string {
  if (!/^\s*\|.*\|\s*$/.test(line)) return line;
  return line
    .split('|')
    .map((cell) => cell.trim())
    .filter((cell) => cell !== '')
    .join(' · ');
}
