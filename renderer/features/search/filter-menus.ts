/** The menus that write filters into the query: what they offer, and what is chosen in each. Pure. */
import type { MenuEntry } from '../../components/menu.tsx';
import { folderName } from '../../state/app-info-store.ts';
import { startOfLocalDay } from '../../state/local-day.ts';
import { strings } from '../../strings/strings.ts';
import { dateText } from './query-dates.ts';
import type { FilterContext, FilterName, ReadQuery } from './query-filters.ts';
import { withFilter } from './query-filters.ts';

export type FilterMenu = {
  /** What it narrows, e.g. "Project". */
  label: string;
  /** What is chosen, in a word or two; null: nothing. */
  chosen: string | null;
  entries: MenuEntry[];
};

type Option = { name: FilterName; value: string; label: string; description?: string };

/** A menu of thousands is no menu; the others are typed. */
const MAX_PROJECTS = 30;

/** `onChange` takes the whole new text of the field. */
export function filterMenus(text: string, query: ReadQuery, context: FilterContext, onChange: (text: string) => void): FilterMenu[] {
  const menu = (label: string, kind: readonly FilterName[], any: string, options: Option[]): FilterMenu => {
    const typed = kind.flatMap((name) => {
      const value = query.values[name];
      return value === undefined ? [] : [{ name, value }];
    });
    const isTyped = (option: Option) =>
      typed.some(({ name, value }) => name === option.name && value.toLowerCase() === option.value.toLowerCase());
    const chosen = typed.length === 1 ? options.find(isTyped) : undefined;
    const key = ({ name, value }: Option) => `${name}:${value}`;
    return {
      label,
      chosen:
        chosen?.label ??
        (typed.length === 0 ? null : typed.map(({ name, value }) => (kind.length === 1 ? value : `${name} ${value}`)).join(', ')),
      entries: [
        {
          type: 'radio',
          label,
          hideLabel: true,
          value: chosen === undefined ? (typed.length === 0 ? 'any' : '') : key(chosen),
          options: [
            { value: 'any', label: any },
            ...options.map((option) => ({
              value: key(option),
              label: option.label,
              ...(option.description !== undefined && { description: option.description }),
            })),
          ],
          onChange: (value) => {
            const option = options.find((candidate) => key(candidate) === value);
            onChange(
              option === undefined ? withFilter(text, kind, kind[0] ?? 'in', '') : withFilter(text, kind, option.name, option.value),
            );
          },
        },
      ],
    };
  };

  return [
    menu(strings.search.project, ['in'], strings.search.anyProject, projectOptions(context)),
    menu(strings.search.agent, ['agent'], strings.search.anyAgent, agentOptions(context)),
    menu(strings.search.who, ['role'], strings.search.anyone, [
      { name: 'role', value: 'me', label: strings.search.me },
      { name: 'role', value: 'agent', label: strings.search.theAgent },
    ]),
    menu(strings.search.date, ['after', 'before', 'on'], strings.search.anyDate, dateOptions(context.nowMs)),
    menu(strings.search.where, ['is', 'chat'], strings.search.everywhere, [
      ...(context.conversationId === null ? [] : [{ name: 'chat', value: 'this', label: strings.search.thisConversation } as const]),
      { name: 'is', value: 'active', label: strings.search.notArchived },
      { name: 'is', value: 'archived', label: strings.sidebar.archived },
    ]),
  ];
}

function projectOptions({ facets: { projects } }: FilterContext): Option[] {
  const names = new Map<string, { conversations: number; folders: number }>();
  for (const { folder, conversations } of projects) {
    const name = folder === null ? 'none' : folderName(folder);
    const known = names.get(name) ?? { conversations: 0, folders: 0 };
    names.set(name, { conversations: known.conversations + conversations, folders: known.folders + 1 });
  }
  return [...names].slice(0, MAX_PROJECTS).map(([value, { conversations, folders }]) => ({
    name: 'in',
    value,
    label: value === 'none' ? strings.conversationSettings.noProject : value,
    description: `${strings.counts.conversations(conversations)}${folders > 1 ? strings.search.inFolders(folders) : ''}`,
  }));
}

function agentOptions({ agents, facets: { agentIds } }: FilterContext): Option[] {
  const gone = agentIds.filter((id) => agents.every((agent) => agent.id !== id)).map((id) => ({ id, name: id }));
  return [...agents, ...gone].map(({ id, name }) => ({ name: 'agent', value: id, label: name }));
}

function dateOptions(nowMs: number): Option[] {
  const since = (days: number) => dateText(startOfLocalDay(nowMs, days));
  return [
    { name: 'on', value: 'today', label: strings.sidebar.today },
    { name: 'on', value: 'yesterday', label: strings.sidebar.yesterday },
    { name: 'after', value: since(6), label: strings.search.last7Days },
    { name: 'after', value: since(29), label: strings.search.last30Days },
    { name: 'on', value: String(new Date(nowMs).getFullYear()), label: strings.search.thisYear },
    { name: 'on', value: String(new Date(nowMs).getFullYear() - 1), label: strings.search.lastYear },
  ];
}
