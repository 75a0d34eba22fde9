import type { Strings } from '../en.ts';
import { choose } from './counts.ts';

export const titleBar: Strings['titleBar'] = {
  showSidebar: 'Seitenleiste einblenden',
  search: 'Suchen',
  searchConversations: 'in Unterhaltungen',
  neverAsksHint: 'Der Agent bearbeitet und führt alles aus, ohne zu fragen',
  agentState: 'Zustand des Agenten',
  notStarted: 'Nicht gestartet',
  isGone: (path: string) => `${path} ist nicht mehr vorhanden`,
  branch: 'Branch',
  worktreeBranch: 'eigener Worktree, Branch',
  onBranch: (branch: string) => `Auf dem Branch ${branch}`,
  onNoBranch: (commit: string) => `Beim Commit ${commit}, auf keinem Branch`,
  inOwnWorktree: (where: string) => `${where}, in einem eigenen Worktree dieser Unterhaltung`,
  needYou: (count: number) => choose(count, { one: 'wartet auf Sie', other: 'warten auf Sie' }),
  notThere: '(nicht vorhanden)',
};
