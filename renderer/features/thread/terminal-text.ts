/**
 * What a terminal would show of a program's output: colours and bold as styled runs, progress bars as their last state, and no escape
 * sequence as garbage (ECMA-48). Understood are carriage return, backspace, moving within what was printed, erasing a line, and
 * colours; what would clear the screen or do more is left out, so that nothing printed is lost.
 */

export type TerminalColor = 'red' | 'green' | 'yellow' | 'blue' | 'magenta' | 'cyan' | 'gray';
export type TerminalStyle = { color: TerminalColor | null; isBold: boolean; isDim: boolean };
export type TerminalRun = { text: string; style: TerminalStyle | null };
export type TerminalLine = readonly TerminalRun[];

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for.
const NEEDS_TERMINAL = /[\u0000-\u0008\u000b-\u001f\u007f\u009b]/;
/** One piece at a time: a sequence of control characters, or what may be printed. */
const PIECES =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for.
  /(?:\u001b\[|\u009b)([0-?]*)[ -/]*([@-~])|\u001b[\]PX^_][^\u0007\u001b]*(?:\u0007|\u001b\\)?|\u001b[ -/]*[0-~]?|([\u0000-\u0008\u000a-\u001f\u007f])|[^\u0000-\u0008\u000a-\u001f\u007f\u009b]+/g;

const COLORS: readonly (TerminalColor | null)[] = ['gray', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', null];
const PLAIN: TerminalStyle = { color: null, isBold: false, isDim: false };
/** A program that moves further up than this means a screen of its own. */
const MAX_LINES_UP = 200;

/** True where the text is more than words and line ends. */
export function needsTerminal(text: string): boolean {
  return NEEDS_TERMINAL.test(text);
}

/** The lines as a terminal of endless width and height ends up with. */
export function terminalLines(text: string): TerminalLine[] {
  const unified = text.replaceAll('\r\n', '\n');
  if (!needsTerminal(unified)) return unified.split('\n').map((line) => (line === '' ? [] : [{ text: line, style: null }]));
  const terminal = new Terminal();
  for (const piece of unified.matchAll(PIECES)) {
    const [whole, parameters, final, control] = piece;
    if (final !== undefined) terminal.command(final, parameters ?? '');
    else if (control !== undefined) terminal.control(control);
    else if (!whole.startsWith('\u001b')) terminal.print(whole);
  }
  return terminal.lines;
}

/** The same without styles: for copying, and for finding the first and last lines. */
export function terminalPlainText(text: string): string {
  const unified = text.replaceAll('\r\n', '\n');
  if (!needsTerminal(unified)) return unified;
  return terminalLines(unified)
    .map((line) => line.map((run) => run.text).join(''))
    .join('\n');
}

class Terminal {
  readonly lines: TerminalRun[][] = [[]];
  readonly #lengths: number[] = [0];
  #row = 0;
  #column = 0;
  #style: TerminalStyle | null = null;

  print(text: string): void {
    const line = this.#line();
    const length = this.#lengths[this.#row] ?? 0;
    if (this.#column === length) appendRun(line, { text, style: this.#style });
    else this.lines[this.#row] = overwritten(line, length, this.#column, { text, style: this.#style });
    this.#column += text.length;
    this.#lengths[this.#row] = Math.max(length, this.#column);
  }

  control(character: string): void {
    if (character === '\n') {
      this.#row += 1;
      this.#column = 0;
      if (this.#row === this.lines.length) {
        this.lines.push([]);
        this.#lengths.push(0);
      }
    } else if (character === '\r') this.#column = 0;
    else if (character === '\b') this.#column = Math.max(0, this.#column - 1);
  }

  command(final: string, parameters: string): void {
    const count = Math.max(1, Number.parseInt(parameters, 10) || 1);
    switch (final) {
      case 'm':
        this.#style = styled(this.#style ?? PLAIN, parameters);
        break;
      case 'A':
      case 'F':
        this.#row = Math.max(0, this.#row - Math.min(count, MAX_LINES_UP));
        if (final === 'F') this.#column = 0;
        break;
      case 'B':
      case 'E':
        this.#row = Math.min(this.lines.length - 1, this.#row + count);
        if (final === 'E') this.#column = 0;
        break;
      case 'D':
        this.#column = Math.max(0, this.#column - count);
        break;
      case 'C':
        this.#column = Math.min(this.#lengths[this.#row] ?? 0, this.#column + count);
        break;
      case 'G':
        this.#column = Math.min(this.#lengths[this.#row] ?? 0, count - 1);
        break;
      case 'K':
        this.#erase(parameters);
        break;
      default:
        break;
    }
  }

  #line(): TerminalRun[] {
    const line = this.lines[this.#row] ?? [];
    const length = this.#lengths[this.#row] ?? 0;
    if (this.#column > length) {
      appendRun(line, { text: ' '.repeat(this.#column - length), style: null });
      this.#lengths[this.#row] = this.#column;
    }
    return line;
  }

  #erase(parameters: string): void {
    const length = this.#lengths[this.#row] ?? 0;
    if (parameters === '2') this.lines[this.#row] = [];
    else if (parameters === '' || parameters === '0') this.lines[this.#row] = slice(this.lines[this.#row] ?? [], 0, this.#column);
    else return;
    this.#lengths[this.#row] = parameters === '2' ? 0 : Math.min(length, this.#column);
  }
}

function appendRun(line: TerminalRun[], run: TerminalRun): void {
  const last = line.at(-1);
  if (last !== undefined && isSameStyle(last.style, run.style)) line[line.length - 1] = { ...last, text: last.text + run.text };
  else line.push(run);
}

function overwritten(line: readonly TerminalRun[], length: number, at: number, run: TerminalRun): TerminalRun[] {
  const result = slice(line, 0, at);
  appendRun(result, run);
  for (const rest of slice(line, at + run.text.length, length)) appendRun(result, rest);
  return result;
}

function slice(line: readonly TerminalRun[], start: number, end: number): TerminalRun[] {
  const result: TerminalRun[] = [];
  let position = 0;
  for (const { text, style } of line) {
    const piece = text.slice(Math.max(0, start - position), Math.max(0, end - position));
    if (piece !== '') result.push({ text: piece, style });
    position += text.length;
  }
  return result;
}

/** Select Graphic Rendition, as far as it is about colour and weight. */
function styled(before: TerminalStyle, parameters: string): TerminalStyle | null {
  let style = before;
  const codes = parameters.split(/[;:]/).map((code) => Number.parseInt(code, 10) || 0);
  for (let index = 0; index < codes.length; index += 1) {
    const code = codes[index] ?? 0;
    if (code === 0) style = PLAIN;
    else if (code === 1) style = { ...style, isBold: true };
    else if (code === 2) style = { ...style, isDim: true };
    else if (code === 22) style = { ...style, isBold: false, isDim: false };
    else if (code >= 30 && code <= 37) style = { ...style, color: COLORS[code - 30] ?? null };
    else if (code >= 90 && code <= 97) style = { ...style, color: COLORS[code - 90] ?? null };
    else if (code === 39) style = { ...style, color: null };
    else if (code === 38 || code === 48) {
      // A colour of 256 or of millions: its own parameters follow. The sixteen of the palette are shown, others would not fit both themes.
      const isPalette = codes[index + 1] === 5;
      const number = codes[index + 2] ?? 0;
      if (code === 38 && isPalette && number < 16) style = { ...style, color: COLORS[number % 8] ?? null };
      index += isPalette ? 2 : 4;
    }
  }
  return isSameStyle(style, PLAIN) ? null : style;
}

function isSameStyle(a: TerminalStyle | null, b: TerminalStyle | null): boolean {
  if (a === null || b === null) return a === b;
  return a.color === b.color && a.isBold === b.isBold && a.isDim === b.isDim;
}
