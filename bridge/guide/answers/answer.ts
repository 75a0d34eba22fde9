/** What an answer is: Markdown, and what it leaves to be asked about. */
import type { CodeMap } from '../code-map.ts';
import type { ConversationContext, ResolvedSubject } from '../conversation-context.ts';
import { code, count, list } from '../markdown.ts';
import { languageName } from '../names.ts';

/** `no-folder`: a person has to choose one. `no-code-map`: the client offers none, or cannot be asked. */
export type ProjectState = 'ready' | 'no-folder' | 'no-code-map';

/** The part of a list that is asked for: null is its beginning. */
export type Page = { cursor: string; shown: number } | null;

/** Lines of a list in one answer; "more" gives the next. */
export const PAGE_SIZE = 20;

export interface Answer {
  markdown: string;
  /** Left out: "it" stays what it was. */
  subject?: ResolvedSubject;
  /** Where a list goes on. */
  next?: Page;
  candidates?: ResolvedSubject[];
}

export interface AnswerContext {
  codeMap: CodeMap;
  context: ConversationContext;
  page: Page;
}

interface PagedResult {
  total: number;
  truncated: boolean;
  next_cursor: string | null;
}

/** What a page of a result leaves: where it goes on, and the sentence that says so. */
export function pageEnd(result: PagedResult, linesHere: number, page: Page): { next: Page; note: string | null } {
  const shown = (page?.shown ?? 0) + linesHere;
  if (!result.truncated || result.next_cursor === null) return { next: null, note: page ? `That is all: ${count(shown, 'line')}.` : null };
  return {
    next: { cursor: result.next_cursor, shown },
    note: `${shown} of ${result.total.toLocaleString('en')} shown. Say ${code('show more')} for the next.`,
  };
}

/** Arguments of a paged command. */
export function paging(page: Page, limit = PAGE_SIZE): { limit: number; cursor?: string } {
  return { limit, ...(page && { cursor: page.cursor }) };
}

/** What to ask next: sentences that the guide understands as they stand. */
export function askNext(...questions: readonly (string | false | null)[]): string | null {
  const asked = questions.filter((question): question is string => typeof question === 'string');
  return asked.length === 0 ? null : `### Ask next\n\n${list(asked)}`;
}

interface Coverage {
  parse_failures: readonly { file: string; line: number }[];
  parse_failures_total?: number | undefined;
  unsupported: readonly { language: string; files: number }[];
  scan_truncated?: boolean | undefined;
}

/** What the answer could not see, in a sentence, or null. Small print: only what may change the answer. */
export function coverageNote({ parse_failures, parse_failures_total, unsupported, scan_truncated }: Coverage): string | null {
  const failures = parse_failures_total ?? parse_failures.length;
  const missing = [
    failures > 0 && `${count(failures, 'file')} with syntax errors`,
    ...unsupported.map(({ language, files }) => count(files, `${languageName(language)} file`)),
    scan_truncated === true && 'what is beyond the largest number of files I read',
  ].filter((item): item is string => typeof item === 'string');
  return missing.length === 0 ? null : `*Not in this answer: ${missing.join(', ')}. ${code('what could not be read?')} tells more.*`;
}
