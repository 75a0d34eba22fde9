/** The channels about projects and worktrees. No logic here: a line each. */
import type { ConversationService } from '../chat/conversation-service.ts';
import { projectStatus } from '../projects/project-status.ts';
import type { WorktreeService } from '../projects/worktree-service.ts';
import type { InvokeHandlers } from './invoke-handlers.ts';

type ProjectsChannel = Extract<keyof InvokeHandlers, `projects.${string}` | `worktrees.${string}`>;

export function projectsHandlers(conversations: ConversationService, worktrees: WorktreeService): Pick<InvokeHandlers, ProjectsChannel> {
  return {
    'projects.status': ({ conversationId }) => {
      const { projectFolder } = conversations.get(conversationId);
      return projectFolder === null ? { exists: false, git: null } : projectStatus(projectFolder);
    },
    'worktrees.create': ({ conversationId, branch }) => worktrees.create(conversationId, branch),
    'worktrees.inspect': ({ conversationId }) => worktrees.inspect(conversationId),
    'worktrees.remove': ({ conversationId, fingerprint, keepBranch }) => worktrees.remove(conversationId, fingerprint, keepBranch),
    'worktrees.agreeToLoss': ({ conversationId, fingerprint }) => worktrees.agreeToLoss(conversationId, fingerprint),
    'worktrees.kept': () => worktrees.kept(),
    'worktrees.adopt': ({ keptId, conversationId }) => worktrees.adopt(keptId, conversationId),
    'worktrees.removeKept': ({ keptId, fingerprint, keepBranch }) => worktrees.removeKept(keptId, fingerprint, keepBranch),
  };
}
