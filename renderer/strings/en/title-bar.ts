import { choose } from './counts.ts';

/** The title bar. */
export const titleBar = {
  showSidebar: 'Show sidebar',
  search: 'Search',
  searchConversations: 'conversations',
  neverAsksHint: 'The agent edits and runs everything without asking',
  agentState: 'Agent state',
  notStarted: 'Not started',
  isGone: (path: string) => `${path} is not there any more`,
  branch: 'branch',
  worktreeBranch: 'own worktree, branch',
  onBranch: (branch: string) => `On the branch ${branch}`,
  onNoBranch: (commit: string) => `At the commit ${commit}, on no branch`,
  inOwnWorktree: (where: string) => `${where}, in a worktree of this conversation’s own`,
  needYou: (count: number) => choose(count, { one: 'needs you', other: 'need you' }),
  notThere: '(not there)',
};
