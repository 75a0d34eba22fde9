/** Definitions that nothing reaches. */
import { blocks, code, count, place, plain, table } from '../markdown.ts';
import { shortName } from '../names.ts';
import { type Answer, type AnswerContext, askNext, coverageNote, pageEnd, paging } from './answer.ts';

export async function answerUnused(folder: string | null, { codeMap, page }: AnswerContext): Promise<Answer> {
  const result = await codeMap.ask(
    'dead_code',
    { ...paging(page), ...(folder !== null && { path: folder }) },
    folder === null ? 'Find unused code' : `Find unused code in ${code(folder)}`,
  );
  const rows = result.dead.map((entry) => [
    code(shortName(entry)),
    entry.kind,
    place(entry.file, entry.line),
    `${Math.round(entry.confidence * 100)} %`,
    plain(entry.reason),
  ]);
  const { next, note } = pageEnd(result, rows.length, page);
  // The same reason in each line says nothing: it is said once.
  const reasons = new Set(result.dead.map(({ reason }) => reason));
  const body = [
    rows.length > 0 &&
      (reasons.size === 1
        ? table(
            ['Definition', 'Kind', 'Place', 'How sure'],
            rows.map((row) => row.slice(0, 4)),
          )
        : table(['Definition', 'Kind', 'Place', 'How sure', 'Why'], rows)),
    note,
  ];
  if (page !== null) return { markdown: blocks(...body), next };
  const where = folder === null ? 'this project' : code(folder);
  const first = result.dead[0];
  const unread = coverageNote(result);
  return {
    next,
    markdown: blocks(
      result.total === 0
        ? unread === null
          ? `Everything in ${where} is used somewhere.`
          : `In what I can read of ${where}, everything is used somewhere.`
        : `${count(result.total, 'definition')} in ${where} ${result.total === 1 ? 'is' : 'are'} reached by nothing, ${count(result.lines, 'line')} in all. ${reasons.size === 1 ? plain([...reasons][0] ?? '') : ''}`.trim(),
      ...body,
      result.total > 0 && 'Look before you delete: a framework, a plug-in or another project may call by name what I cannot see.',
      unread,
      first ? askNext(`Where is ${code(shortName(first))} used?`, 'Show the architecture') : askNext('Show the architecture'),
    ),
  };
}
