/**
 * Reads a shell command line as simple commands of plain words, or not at all. A rule such as "begins with `npm test`" is only as good as
 * this reading: what the shell would do and what is read here must be the same. So it is no shell parser but the opposite: everything
 * that could mean more than its letters (substitutions, redirections, variables, groups, backslashes, globs, comments, background
 * commands, control and non-ASCII characters outside of quotes) makes the line unreadable, and an unreadable line is asked about.
 */

/** What means nothing but itself outside of quotes, in every POSIX shell. */
const PLAIN = /[A-Za-z0-9_./:@%+,=-]/;
/** Inside of double quotes the shell still acts on these; `!` is here for shells with history. */
const ACTIVE_IN_DOUBLE_QUOTES = /[$`\\!]/;
/** Printable, so that nothing hides in a quoted word either; line ends are words of the command's own, see below. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this refuses.
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;
const ASSIGNMENT = /^[A-Za-z_][A-Za-z0-9_]*\+?=/;

/** The words of each simple command, in order; null where the line is more than simple commands joined by `&&`, `||`, `;`, `|` and line ends. */
export function readSimpleCommands(line: string): string[][] | null {
  const commands: string[][] = [];
  let words: string[] = [];
  let word: string | null = null;
  let position = 0;

  const endWord = () => {
    if (word !== null) words.push(word);
    word = null;
  };
  const endCommand = (): boolean => {
    endWord();
    const command = words;
    words = [];
    // `FOO=bar git status` runs git with what it would not have by itself, such as another pager or another loader.
    if (command[0] === undefined || ASSIGNMENT.test(command[0])) return false;
    commands.push(command);
    return true;
  };

  while (position < line.length) {
    const character = line[position] ?? '';
    const separator = /^(?:&&|\|\|(?!\|)|;(?!;)|\|(?![|&])|\n)/.exec(line.slice(position))?.[0];
    if (character === ' ' || character === '\t') {
      endWord();
      position += 1;
    } else if (separator !== undefined) {
      if (!endCommand()) return null;
      position += separator.length;
    } else if (character === "'" || character === '"') {
      const end = line.indexOf(character, position + 1);
      if (end === -1) return null;
      const quoted = line.slice(position + 1, end);
      if (CONTROL.test(quoted) || (character === '"' && ACTIVE_IN_DOUBLE_QUOTES.test(quoted))) return null;
      word = (word ?? '') + quoted;
      position = end + 1;
    } else if (PLAIN.test(character)) {
      word = (word ?? '') + character;
      position += 1;
    } else {
      return null;
    }
  }
  return endCommand() ? commands : null;
}
