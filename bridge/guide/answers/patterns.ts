/** Recurring patterns of the code base. */
import { blocks, code, count, place, plain, table } from '../markdown.ts';
import { said } from '../names.ts';
import { type Answer, type AnswerContext, askNext, coverageNote } from './answer.ts';

export async function answerPatterns(pattern: string | null, { codeMap }: AnswerContext): Promise<Answer> {
  const result = await codeMap.ask(
    'detect_patterns',
    { limit: 30 },
    pattern === null ? 'Detect patterns' : `Look for the pattern “${pattern}”`,
  );
  const wanted = pattern === null ? result.patterns : result.patterns.filter((found) => found.pattern.toLowerCase().includes(pattern));
  const [first] = wanted;
  if (pattern !== null && first !== undefined) {
    const rows = wanted.flatMap(({ places }) => places).map((entry) => [said(entry), place(entry.file, entry.line)]);
    return {
      next: null,
      markdown: blocks(
        `${plain(first.description)} I see it in ${count(first.count, 'place')}.`,
        table(['Definition', 'Place'], rows),
        first.count > rows.length && `${first.count - rows.length} more are in the tool call above.`,
        coverageNote(result),
        askNext('Which patterns are there?'),
      ),
    };
  }
  const rows = result.patterns.map((found) => [
    plain(found.pattern),
    `${found.count}`,
    found.places
      .slice(0, 2)
      .map((entry) => place(entry.file, entry.line))
      .join(', '),
    plain(found.description),
  ]);
  return {
    next: null,
    markdown: blocks(
      pattern !== null && `I see no ${code(pattern)} here.`,
      rows.length === 0
        ? 'I recognise no recurring pattern in this project.'
        : `I recognise ${count(rows.length, 'pattern')} by the way the code is written.`,
      rows.length > 0 && table(['Pattern', 'Places', 'For example', 'What it is'], rows),
      coverageNote(result),
      askNext('Show the architecture', 'What are the entry points?'),
    ),
  };
}
