/** What a change would break, and which tests tell. */
import type { IntermapAffected } from '#protocol/intermap.ts';
import type { ResolvedSubject } from '../conversation-context.ts';
import { blocks, code, count, fenced, list, place, table } from '../markdown.ts';
import { lastSteps, said, shortName } from '../names.ts';
import { type Answer, type AnswerContext, askNext, coverageNote, pageEnd, paging } from './answer.ts';

const RISK_WORDS = {
  none: 'no risk: nothing depends on it',
  low: 'a low risk',
  medium: 'a medium risk: change it with its tests at hand',
  high: 'a high risk: much depends on it',
} as const;

export async function answerImpact(subject: ResolvedSubject, context: AnswerContext): Promise<Answer> {
  if (subject.kind === 'file') return answerFileImpact(subject, context);
  const { codeMap, page } = context;
  const { file, name } = subject;
  const label = code(shortName(subject));
  const impact = await codeMap.ask('impact', { name, file, ...paging(page) }, `Show what a change to ${label} would break`);
  const { next, note } = pageEnd(impact, impact.affected.length, page);
  const body = [affectedTable(impact.affected), note];
  if (page !== null) return { markdown: blocks(...body), subject, next };
  const otherUses = impact.other_references.length;
  const sentence =
    impact.total === 0
      ? `Nothing calls ${label}${otherUses > 0 ? `, but it is read or imported in ${count(otherUses, 'place')}` : ', and nothing else uses it'}.`
      : `A change to ${label} can reach ${count(impact.total, 'definition')} in ${count(impact.files.length, 'file')}. I call that ${RISK_WORDS[impact.risk]}.`;
  return {
    subject,
    next,
    markdown: blocks(
      sentence,
      ...body,
      otherUses > 0 &&
        `Also look at where it is read or imported: ${impact.other_references
          .slice(0, 5)
          .map((use) => place(use.file, use.line))
          .join(', ')}${otherUses > 5 ? ` and ${otherUses - 5} more` : ''}.`,
      testBlock(impact.tests, impact.test_commands),
      coverageNote(impact),
      askNext('Who calls it?', 'And what does it call?', 'What did I change?'),
    ),
  };
}

export async function answerTestsOf(subject: ResolvedSubject, context: AnswerContext): Promise<Answer> {
  if (subject.kind === 'file') return answerFileImpact(subject, context);
  const { codeMap } = context;
  const label = code(shortName(subject));
  const impact = await codeMap.ask('impact', { name: subject.name, file: subject.file, limit: 120 }, `Find tests of ${label}`);
  const tests = impact.affected.filter(({ is_test: isTest }) => isTest);
  return {
    subject,
    next: null,
    markdown: blocks(
      tests.length === 0
        ? `No test that I can see reaches ${label}.`
        : `${count(tests.length, 'test')} in ${count(impact.tests.length, 'file')} ${tests.length === 1 ? 'reaches' : 'reach'} ${label}.`,
      tests.length > 0 && affectedTable(tests.slice(0, 30)),
      tests.length > 30 && `${tests.length - 30} more are in the same files.`,
      impact.test_commands.length > 0 && `Run them:\n\n${fenced(impact.test_commands.join('\n'), 'sh')}`,
      coverageNote(impact),
      askNext('What breaks if I change it?', 'Who calls it?'),
    ),
  };
}

async function answerFileImpact(subject: ResolvedSubject, { codeMap, page }: AnswerContext): Promise<Answer> {
  const label = code(subject.file);
  const impact = await codeMap.ask(
    'change_impact',
    { files: [subject.file], ...paging(page) },
    `Show what a change to ${label} would break`,
  );
  const { next, note } = pageEnd(impact, impact.affected.length, page);
  const body = [affectedTable(impact.affected), note];
  if (page !== null) return { markdown: blocks(...body), subject, next };
  return {
    subject,
    next,
    markdown: blocks(
      impact.total === 0
        ? `Nothing outside of ${label} calls what is in it.`
        : `A change to ${label} can reach ${count(impact.total, 'definition')}. I call that ${RISK_WORDS[impact.risk]}.`,
      ...body,
      testBlock(
        impact.tests.map(({ file }) => file),
        impact.test_commands,
      ),
      coverageNote(impact),
      askNext(`Outline of ${label}`, 'What did I change?'),
    ),
  };
}

/** Nearest first, each with the way the change takes to it. */
export function affectedTable(affected: readonly IntermapAffected[]): string | null {
  if (affected.length === 0) return null;
  const rows = affected.map((entry) => [
    `${said(entry)}${entry.is_test ? ' (test)' : ''}`,
    place(entry.file, entry.call_line),
    entry.depth === 1 ? 'directly' : code(entry.why.slice(1, -1).map(lastSteps).join(' → ') || `${entry.depth} calls away`),
  ]);
  return table(['Affected', 'Place', 'By way of'], rows);
}

/** The tests to run, with the command to copy; the lack of any is worth saying. */
export function testBlock(tests: readonly string[], commands: readonly string[]): string {
  if (tests.length === 0) return '### Tests\n\nNone that I can see reaches this, so a mistake would go unnoticed.';
  const shown = tests.slice(0, 8);
  const rest = tests.length - shown.length;
  const head = `### Tests\n\n${count(tests.length, 'file')} to run.`;
  if (commands.length > 0) return `${head}\n\n${fenced(commands.join('\n'), 'sh')}`;
  return `${head}\n\n${list([...shown.map(code), ...(rest > 0 ? [`and ${rest} more`] : [])])}`;
}
