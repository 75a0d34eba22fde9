/** Who calls a definition, what it calls, and where it is used. */
import type { ResolvedSubject } from '../conversation-context.ts';
import { blocks, code, count, place, table } from '../markdown.ts';
import { said, shortName } from '../names.ts';
import { type Answer, type AnswerContext, askNext, coverageNote, pageEnd, paging } from './answer.ts';

/** Below it the code map guessed: the receiver's class was inferred, or only the name fits. */
const SURE = 0.7;

/** Nearest first: what is further away is a test of something else that happens to come by. */
const TEST_SEARCH_LIMIT = 100;

export async function answerCallers(subject: ResolvedSubject, { codeMap, page }: AnswerContext): Promise<Answer> {
  const { file, name } = subject;
  const label = code(shortName(subject));
  const graph = await codeMap.ask(
    'call_graph',
    { name, file, direction: 'callers', depth: 1, ...paging(page) },
    `Show callers of ${label}`,
  );
  const rows = graph.edges.map(({ from, line, confidence }) => [
    from.file === null ? code(from.name) : said({ file: from.file, name: from.name }),
    from.file === null ? '' : place(from.file, line),
    confidence < SURE ? 'likely' : '',
  ]);
  const { next, note } = pageEnd(graph, rows.length, page);
  if (page !== null) return { markdown: blocks(callTable('Caller', rows), note), subject, next };

  const impact = await codeMap.ask('impact', { name, file, limit: TEST_SEARCH_LIMIT }, `Look for tests of ${label}`);
  const tests = impact.affected.filter(({ is_test: isTest }) => isTest).length;
  const files = new Set(graph.edges.map(({ from }) => from.file)).size;
  const sentence =
    rows.length === 0
      ? `No call of ${label} is in this project.`
      : `${label} is called by ${count(graph.total, 'function')}${graph.truncated ? '' : ` in ${count(files, 'file')}`}; ${testWords(tests, impact.truncated)}.`;
  return {
    subject,
    next,
    markdown: blocks(
      `${sentence} It is defined at ${place(file, subject.line)}.`,
      rows.length > 0 && callTable('Caller', rows),
      note,
      rows.length === 0 && noCallerWords(impact.other_references.length),
      coverageNote(graph),
      askNext(
        'What breaks if I change it?',
        'And what does it call?',
        tests > 0 && 'Which tests cover it?',
        rows.length === 0 && 'Where is it used?',
      ),
    ),
  };
}

export async function answerCallees(subject: ResolvedSubject, { codeMap, page }: AnswerContext): Promise<Answer> {
  const { file, name } = subject;
  const label = code(shortName(subject));
  const graph = await codeMap.ask(
    'call_graph',
    { name, file, direction: 'callees', depth: 1, external: true, ...paging(page) },
    `Show what ${label} calls`,
  );
  const own = graph.edges.filter(({ to }) => to.file !== null);
  const external = graph.edges.filter(({ to }) => to.file === null);
  const rows = own.map(({ to, line, confidence }) => [
    said({ file: to.file ?? '', name: to.name }),
    to.file === null || to.line === null ? '' : place(to.file, to.line),
    code(`line ${line}`),
    confidence < SURE ? 'likely' : '',
  ]);
  const outside =
    external.length > 0 && `Outside of the project it calls ${external.map(({ to }) => code(externalName(to.name))).join(', ')}.`;
  const { next, note } = pageEnd(graph, graph.edges.length, page);
  const body = [rows.length > 0 && table(['Calls', 'Defined at', 'Called on', ''], rows), outside, note];
  if (page !== null) return { markdown: blocks(...body), subject, next };
  const files = new Set(own.map(({ to }) => to.file)).size;
  const sentence =
    graph.total === 0
      ? `${label} calls nothing.`
      : own.length === 0
        ? `${label} calls nothing of this project.`
        : `${label} calls ${count(own.length, 'definition')} in ${count(files, 'file')}${graph.truncated ? ' and more' : ''}.`;
  return {
    subject,
    next,
    markdown: blocks(sentence, ...body, coverageNote(graph), askNext('Who calls it?', 'What breaks if I change it?')),
  };
}

export async function answerReferences(subject: ResolvedSubject, { codeMap, page }: AnswerContext): Promise<Answer> {
  const { file, name } = subject;
  const label = code(shortName(subject));
  const result = await codeMap.ask('references', { name, file, ...paging(page) }, `Find uses of ${label}`);
  const rows = result.references.map((reference) => [
    place(reference.file, reference.line),
    USE_WORDS[reference.kind] ?? reference.kind,
    said({ file: reference.file, name: reference.within }),
  ]);
  const { next, note } = pageEnd(result, rows.length, page);
  const body = [rows.length > 0 && table(['Place', 'Use', 'In'], rows), note];
  if (page !== null) return { markdown: blocks(...body), subject, next };
  const files = new Set(result.references.map((reference) => reference.file)).size;
  const sentence =
    result.total === 0
      ? `Nothing in this project uses ${label}.`
      : `${label} is used in ${count(result.total, 'place')}${result.truncated ? '' : ` in ${count(files, 'file')}`}.`;
  return {
    subject,
    next,
    markdown: blocks(sentence, ...body, coverageNote(result), askNext('Who calls it?', 'What breaks if I change it?')),
  };
}

const USE_WORDS: Readonly<Record<string, string>> = { call: 'called', read: 'read', import: 'imported' };

function callTable(head: string, rows: readonly (readonly string[])[]): string {
  const hasDoubt = rows.some((row) => row[2] !== '');
  return hasDoubt
    ? table([head, 'Place', 'How sure'], rows)
    : table(
        [head, 'Place'],
        rows.map((row) => row.slice(0, 2)),
      );
}

function testWords(tests: number, isCut: boolean): string {
  if (tests === 0) return isCut ? 'I looked at its nearest callers and found no test' : 'no test reaches it';
  return `${count(tests, 'test')} ${tests === 1 ? 'reaches' : 'reach'} it`;
}

function noCallerWords(otherUses: number): string {
  return otherUses > 0
    ? `It is used in ${count(otherUses, 'other place')}, though: read, passed on or imported. A framework may call it from there.`
    : 'It may be an entry point, be called by a framework, or be unused.';
}

function externalName(name: string): string {
  return name.replace(/^<builtin>\./, '');
}
