/**
 * Filters typed among the words of a query, such as `role:me in:web before:2026-01-01`. The text is the only place where they are kept: the
 * menus below the field read them from it and write them into it. Pure.
 */
import type { SearchFacets, SearchFilters } from '#protocol/search.ts';
import { folderName } from '../../state/app-info-store.ts';
import { foldForSearch } from '../../state/conversation-search.ts';
import { strings } from '../../strings/strings.ts';
import { readDate } from './query-dates.ts';

export const FILTER_NAMES = ['role', 'in', 'agent', 'chat', 'is', 'after', 'before', 'on'] as const;
export type FilterName = (typeof FILTER_NAMES)[number];

/** What the values of filters are looked up in. */
export type FilterContext = {
  facets: SearchFacets;
  agents: readonly { id: string; name: string }[];
  /** The conversation shown, for `chat:this`. */
  conversationId: string | null;
  nowMs: number;
};

export type ReadQuery = {
  /** What is left to look for, with the blank at its end if there is one: it says that the last word is finished. */
  words: string;
  filters: SearchFilters;
  /** Each filter's name and value as typed, the first of its name. */
  values: Partial<Record<FilterName, string>>;
  /** Why a piece that looks like a filter is none, in a sentence. It is looked for as text, or left out while it may still become one. */
  problem: string | null;
};

/** A quoted phrase, a filter (its value may be quoted), or a word. A filter begins a word: `https:in:x` has none. */
const PIECES = new RegExp(`"[^"]*"?|(?<!\\S)(${FILTER_NAMES.join('|')}):("[^"]*"?|[^\\s"]*)(?!\\S)|[^\\s"]+|\\s+`, 'giu');

export function readQuery(text: string, context: FilterContext): ReadQuery {
  const query: ReadQuery = { words: '', filters: {}, values: {}, problem: null };
  for (const match of text.matchAll(PIECES)) {
    const name = match[1]?.toLowerCase() as FilterName | undefined;
    if (name === undefined) {
      query.words += match[0];
      continue;
    }
    const value = (match[2] ?? '').replaceAll('"', '');
    const isUnfinished = match.index + match[0].length === text.length;
    const filter = value === '' ? null : readFilter(name, value, context);
    if (filter !== null) {
      Object.assign(query.filters, filter);
      query.values[name] ??= value;
    } else if (!isUnfinished) {
      query.problem = PROBLEMS[name];
      query.words += match[0];
    } else if (value !== '') {
      query.problem = PROBLEMS[name];
    }
  }
  query.words = query.words.trimStart();
  return query;
}

const PROBLEMS: Record<FilterName, string> = {
  role: strings.search.problemRole,
  in: strings.search.problemIn,
  agent: strings.search.problemAgent,
  chat: strings.search.problemChat,
  is: strings.search.problemIs,
  after: strings.search.problemDate('after'),
  before: strings.search.problemDate('before'),
  on: strings.search.problemDate('on'),
};

const ROLES: Record<string, SearchFilters> = {
  me: { role: 'user' },
  you: { role: 'user' },
  user: { role: 'user' },
  agent: { role: 'assistant' },
  assistant: { role: 'assistant' },
};
const STATES: Record<string, SearchFilters> = { archived: { archived: true }, active: { archived: false } };

function readFilter(name: FilterName, value: string, context: FilterContext): SearchFilters | null {
  const folded = foldForSearch(value);
  switch (name) {
    case 'role':
      return ROLES[folded] ?? null;
    case 'is':
      return STATES[folded] ?? null;
    case 'chat':
      return folded === 'this' && context.conversationId !== null ? { conversationId: context.conversationId } : null;
    case 'agent': {
      const agentId = findAgent(folded, context);
      return agentId === undefined ? null : { agentId };
    }
    case 'in': {
      const projectFolders = findProjects(folded, context.facets);
      return projectFolders.length === 0 ? null : { projectFolders };
    }
    default: {
      const day = readDate(value, context.nowMs);
      if (day === null) return null;
      if (name === 'after') return { fromMs: day.fromMs };
      return name === 'before' ? { toMs: day.fromMs - 1 } : { fromMs: day.fromMs, toMs: day.toMs };
    }
  }
}

function findAgent(folded: string, { agents, facets }: FilterContext): string | undefined {
  const known = [...agents, ...facets.agentIds.map((id) => ({ id, name: id }))];
  const names = known.map(({ id, name }) => ({ id, names: [foldForSearch(id), foldForSearch(name)] }));
  const exact = names.find((agent) => agent.names.includes(folded));
  return (exact ?? names.find((agent) => agent.names.some((name) => name.startsWith(folded))))?.id;
}

/** Projects of this name, or, while it is being typed, those whose names begin with it. */
function findProjects(folded: string, { projects }: SearchFacets): (string | null)[] {
  if (folded === 'none') return [null];
  const named = projects.flatMap(({ folder }) => (folder === null ? [] : [{ folder, name: foldForSearch(folderName(folder)) }]));
  const exact = named.filter(({ name, folder }) => name === folded || foldForSearch(folder) === folded);
  const found = exact.length > 0 ? exact : named.filter(({ name }) => name.startsWith(folded));
  return found.map(({ folder }) => folder);
}

/** The text with this filter instead of those of the same kind; an empty value removes them. Filters stand before the words. */
export function withFilter(text: string, kind: readonly FilterName[], name: FilterName, value: string): string {
  const rest = [...text.matchAll(PIECES)]
    .filter((match) => match[1] === undefined || !kind.includes(match[1].toLowerCase() as FilterName))
    .map(([piece]) => piece)
    .join('')
    .trimStart()
    // What stood around a filter that went; inside quotes it makes no difference.
    .replace(/\s+/g, ' ');
  if (value === '') return rest;
  return `${name}:${/[\s"]/.test(value) ? `"${value.replaceAll('"', '')}"` : value} ${rest}`;
}
