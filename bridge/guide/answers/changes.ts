/** The working tree: what was changed, what that reaches, and which tests tell. */
import { blocks, code, count, enumerated, fenced, table } from '../markdown.ts';
import { lastSteps, shortName } from '../names.ts';
import { type Answer, type AnswerContext, askNext, coverageNote, pageEnd, paging } from './answer.ts';
import { affectedTable } from './impact.ts';

const MAX_SYMBOLS_PER_FILE = 4;

export async function answerChanges({ codeMap, page }: AnswerContext): Promise<Answer> {
  const changes = await codeMap.ask('live_changes', paging(page), 'List uncommitted changes');
  const rows = changes.files.map(({ file, status, added_lines: added, removed_lines: removed, symbols }) => [
    code(file),
    status === 'untracked' ? 'new' : status,
    status === 'untracked' ? '' : `+${added} −${removed}`,
    names(symbols.map((symbol) => shortName({ file, name: symbol.name }))),
  ]);
  const { next, note } = pageEnd(changes, rows.length, page);
  const body = [rows.length > 0 && table(['File', 'State', 'Lines', 'What changed'], rows), note];
  if (page !== null) return { markdown: blocks(...body), next };
  if (changes.total === 0) return { markdown: 'Nothing is changed: the working tree is as it was committed last.', next: null };
  const symbols = changes.files.reduce((sum, file) => sum + file.symbols.length, 0);
  return {
    next,
    markdown: blocks(
      `${count(changes.total, 'file')} since ${code(changes.base)}${changes.truncated ? '' : `, ${count(symbols, 'definition')} touched`}. New files that are not committed yet count too.`,
      ...body,
      coverageNote(changes),
      askNext('Which tests should I run for my changes?', 'What breaks with my changes?'),
    ),
  };
}

export async function answerTests({ codeMap, page }: AnswerContext): Promise<Answer> {
  const impact = await codeMap.ask('change_impact', paging(page), 'Find tests for the changes');
  const { next, note } = pageEnd(impact, impact.affected.length, page);
  if (page !== null) return { markdown: blocks(affectedTable(impact.affected), note), next };
  if (impact.changed.length === 0) return { markdown: 'Nothing is changed, so there is nothing to test anew.', next: null };
  const rows = impact.tests
    .slice(0, 25)
    .map(({ file, names: tests, reason, why }) => [
      code(file),
      names(tests.map(lastSteps)),
      reason === 'changed' ? 'it was changed itself' : `${reason === 'calls' ? 'calls' : 'imports'} ${code(lastOf(why, reason))}`,
    ]);
  return {
    next,
    markdown: blocks(
      `You changed ${count(impact.changed.length, 'file')}; that can reach ${count(impact.total, 'definition')}. ${
        rows.length === 0
          ? 'No test that I can see reaches any of it.'
          : `${count(impact.tests.length, 'test file')} ${impact.tests.length === 1 ? 'is' : 'are'} worth running.`
      }`,
      rows.length > 0 && table(['Test file', 'Tests', 'Why'], rows),
      impact.tests.length > 25 && `${impact.tests.length - 25} more test files are concerned.`,
      impact.test_commands.length > 0 && fenced(impact.test_commands.join('\n'), 'sh'),
      impact.affected.length > 0 && '### What the changes reach',
      affectedTable(impact.affected),
      note,
      coverageNote(impact),
      askNext('What did I change?', firstChanged(impact.changed)),
    ),
  };
}

/** From the test to the change: the last step is what was changed. */
function lastOf(why: readonly string[], reason: string): string {
  const last = why.at(-1) ?? '';
  return reason === 'calls' ? lastSteps(last) : last;
}

function firstChanged(changed: readonly { file: string; symbols: readonly { name: string; kind: string }[] }[]): string | null {
  for (const { file, symbols } of changed) {
    const symbol = symbols.find(({ kind }) => kind === 'function' || kind === 'method');
    if (symbol) return `Who calls ${code(shortName({ file, name: symbol.name }))}?`;
  }
  return null;
}

function names(all: readonly string[]): string {
  if (all.length === 0) return '';
  const shown = all.slice(0, MAX_SYMBOLS_PER_FILE).map(code);
  return enumerated(all.length > shown.length ? [...shown, `${all.length - shown.length} more`] : shown);
}

/** Said when Git cannot tell what changed. */
export function noGitAnswer(message: string): Answer {
  return {
    markdown: blocks(
      `I cannot tell what changed: ${message}`,
      `I compare the folder with its last commit, so it has to be a Git repository with at least one commit (${code('git init')}, then commit). Everything else works without.`,
      askNext('Map this project', 'What is unused?'),
    ),
  };
}
