/** Finds the definition that a person means, or the candidates to ask about. */
import { coverageNote } from './answers/answer.ts';
import type { CodeMap } from './code-map.ts';
import type { ConversationContext, ResolvedSubject } from './conversation-context.ts';
import type { Subject } from './question.ts';
import { looksLikeFile } from './subject-words.ts';

/** More would be a list nobody reads; a longer name narrows it. */
const MAX_CANDIDATES = 12;

export type Resolution =
  | { found: ResolvedSubject }
  /** `similar`: no definition has this name, these come near. */
  | { candidates: ResolvedSubject[]; total: number; similar: boolean; name: string }
  /** `unread`: what the search could not see, in a sentence. */
  | { missing: string; unread: string | null }
  /** "It", and nothing was talked about. */
  | { unspoken: true };

export async function resolveSubject(subject: Subject, context: ConversationContext, codeMap: CodeMap): Promise<Resolution> {
  if (subject.by === 'context') return context.subject ? { found: context.subject } : { unspoken: true };
  const { name } = subject;
  if (looksLikeFile(name)) return resolveFile(name, codeMap);
  const { definitions, total } = await codeMap.ask('definition', { name, limit: MAX_CANDIDATES }, `Find \`${name}\``);
  const candidates = distinct(definitions);
  const exact = candidates.filter((candidate) => candidate.name === name);
  if (exact.length === 1 && exact[0]) return { found: exact[0] };
  if (candidates.length === 1 && candidates[0]) return { found: candidates[0] };
  if (candidates.length > 1) return { candidates, total: Math.max(total, candidates.length), similar: false, name };
  return resolveSimilar(name, codeMap);
}

/** The file of this path, or of this name anywhere in the project. */
export async function resolveFile(name: string, codeMap: CodeMap): Promise<Resolution> {
  const wanted = name.replace(/\\/g, '/').replace(/^\.\//, '');
  // With a dot or a slash in it, the search compares whole file names.
  const query = /[./]/.test(wanted) ? wanted : `${wanted}.`;
  const result = await codeMap.ask('symbols', { query, kind: 'file', files: true, limit: 50 }, `Find the file \`${wanted}\``);
  const files = distinct(result.symbols);
  const exact = files.filter(({ file }) => file === wanted || file.endsWith(`/${wanted}`) || nameWithoutEnding(file) === wanted);
  const direct = exact.find(({ file }) => file === wanted) ?? (exact.length === 1 ? exact[0] : undefined);
  if (direct) return { found: direct };
  const candidates = exact.length > 0 ? exact : files;
  if (candidates.length === 0) return { missing: name, unread: coverageNote(result) };
  return { candidates: candidates.slice(0, MAX_CANDIDATES), total: candidates.length, similar: exact.length === 0, name };
}

async function resolveSimilar(name: string, codeMap: CodeMap): Promise<Resolution> {
  const result = await codeMap.ask('symbols', { query: lastStep(name).toLowerCase(), limit: MAX_CANDIDATES }, `Search for \`${name}\``);
  const candidates = distinct(result.symbols);
  const [first, ...others] = candidates.filter((candidate) => lastStep(candidate.name).toLowerCase() === lastStep(name).toLowerCase());
  // Only the capitals differ: that is what was meant.
  if (first && others.length === 0 && !name.includes('.')) return { found: first };
  return candidates.length > 0 ? { candidates, total: result.total, similar: true, name } : { missing: name, unread: coverageNote(result) };
}

/** Overloads and their implementation are one thing to talk about. */
function distinct(symbols: readonly ResolvedSubject[]): ResolvedSubject[] {
  const seen = new Map<string, ResolvedSubject>();
  for (const { file, name, line, kind } of symbols) {
    const key = `${file}\0${name}`;
    if (!seen.has(key)) seen.set(key, { file, name, line, kind });
  }
  return [...seen.values()];
}

/** The candidate that a reply names: the whole name, its end, or the file. */
export function chosenCandidate(reply: string, candidates: readonly ResolvedSubject[]): ResolvedSubject | undefined {
  const fitting = candidates.filter(
    ({ name, file }) => name === reply || name.endsWith(`.${reply}`) || file === reply || file.endsWith(`/${reply}`),
  );
  return fitting.length === 1 ? fitting[0] : undefined;
}

function lastStep(name: string): string {
  return name.slice(Math.max(name.lastIndexOf('.'), name.lastIndexOf(':')) + 1);
}

function nameWithoutEnding(file: string): string {
  return (file.split('/').at(-1) ?? file).replace(/\.[^.]+$/, '');
}
