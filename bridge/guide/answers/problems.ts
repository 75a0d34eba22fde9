/** What is wrong with the code as far as reading it tells, and what could not be read. */
import { blocks, code, count, place, plain, table } from '../markdown.ts';
import { languageName } from '../names.ts';
import { type Answer, type AnswerContext, askNext, pageEnd, paging } from './answer.ts';

export async function answerProblems({ codeMap, page }: AnswerContext): Promise<Answer> {
  const result = await codeMap.ask('diagnostics', paging(page), 'List problems');
  const rows = result.diagnostics.map(({ file, line, severity, message }) => [place(file, line), severity, plain(message)]);
  const { next, note } = pageEnd(result, rows.length, page);
  const body = [rows.length > 0 && table(['Place', 'Severity', 'Problem'], rows), note];
  if (page !== null) return { markdown: blocks(...body), next };
  const { index, unsupported } = result;
  return {
    next,
    markdown: blocks(
      result.total === 0
        ? `I read ${count(index.files, 'file')} and found nothing wrong. I see syntax errors, imports that lead nowhere and import cycles; I do not run the code or its linters.`
        : `${count(result.total, 'problem')} in ${count(index.files, 'file')}, worst first where I can tell. I read the code, I do not run it.`,
      ...body,
      unsupported.length > 0 &&
        `Not read: ${unsupported.map(({ language, files, reason }) => `${count(files, `${languageName(language)} file`)} (${plain(reason.replace(/\.$/, ''))})`).join(', ')}.`,
      index.skipped.length > 0 &&
        `Skipped: ${index.skipped
          .slice(0, 5)
          .map(({ file, reason }) => `${code(file)} (${plain(reason)})`)
          .join(', ')}${index.skipped_total > 5 ? ` and ${index.skipped_total - 5} more` : ''}.`,
      askNext('Which files import each other in cycles?', 'Map this project'),
    ),
  };
}
