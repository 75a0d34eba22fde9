/** Where a definition is, and what can be said of it at a glance. */
import type { ResolvedSubject } from '../conversation-context.ts';
import { blocks, code, count, fenced, numbered, place, plain } from '../markdown.ts';
import { isModuleLevel, shortName, withSignature } from '../names.ts';
import type { Resolution } from '../subject.ts';
import { type Answer, type AnswerContext, askNext, coverageNote } from './answer.ts';
import { answerOutline } from './outline.ts';

export async function answerDefinition(subject: ResolvedSubject, context: AnswerContext): Promise<Answer> {
  if (subject.kind === 'file') return answerOutline(subject, context);
  const { codeMap } = context;
  const label = code(shortName(subject));
  const { definitions } = await codeMap.ask('definition', { name: subject.name, file: subject.file, limit: 1 }, `Look at ${label}`);
  const found = definitions[0];
  const uses = await codeMap.ask('references', { name: subject.name, file: subject.file, limit: 1 }, `Count uses of ${label}`);
  const lines = found?.end_line === undefined ? 1 : found.end_line - found.line + 1;
  return {
    subject,
    next: null,
    markdown: blocks(
      `${label} is ${article(subject.kind)} at ${place(subject.file, found?.line ?? subject.line)}, ${count(lines, 'line')} long, used in ${count(uses.total, 'place')}.`,
      found && fenced(withSignature(found), language(subject.file)),
      found?.doc && `> ${plain(found.doc)}`,
      coverageNote(uses),
      askNext('Who calls it?', 'What does it call?', 'What breaks if I change it?'),
    ),
  };
}

/** More than one definition, none, or nothing to say "it" to: what to do about it. */
export function answerUnresolved(resolution: Exclude<Resolution, { found: ResolvedSubject }>): Answer {
  if ('unspoken' in resolution) {
    return { markdown: `What do you mean by “it”? Name a function, class or file, for example ${code('who calls main?')}.` };
  }
  if ('missing' in resolution) {
    return {
      markdown: blocks(
        `There is nothing called ${code(resolution.missing)} in this project, and no name that comes near it.`,
        'Names count as they are written in the code. It may also come from a package.',
        resolution.unread,
        askNext('Map this project', 'What could not be read?'),
      ),
    };
  }
  const { candidates, total, similar, name } = resolution;
  const rest = total - candidates.length;
  return {
    candidates,
    markdown: blocks(
      similar
        ? `There is no ${code(name)} in this project. Did you mean one of these?`
        : `${count(total, 'definition')} ${total === 1 ? 'is' : 'are'} called ${code(name)}. Which one?`,
      numbered(
        candidates.map((candidate) =>
          candidate.kind === 'file' || isModuleLevel(candidate)
            ? code(candidate.file)
            : `${code(shortName(candidate))}, ${candidate.kind} at ${place(candidate.file, candidate.line)}`,
        ),
      ),
      rest > 0 && `${rest} more have this name; a longer one narrows it, such as ${code(`file.py:${name}`)}.`,
      `Answer with a number, or with a fuller name.`,
    ),
  };
}

function article(kind: string): string {
  return `${/^[aeiou]/.test(kind) ? 'an' : 'a'} ${kind}`;
}

/** For the highlighting of a signature. */
function language(file: string): string {
  return LANGUAGES[file.slice(file.lastIndexOf('.') + 1)] ?? '';
}

const LANGUAGES: Readonly<Record<string, string>> = {
  py: 'python',
  pyi: 'python',
  ts: 'ts',
  mts: 'ts',
  cts: 'ts',
  tsx: 'tsx',
  js: 'js',
  mjs: 'js',
  cjs: 'js',
  jsx: 'jsx',
  go: 'go',
  rs: 'rust',
  java: 'java',
};
