/** The project of a conversation as git sees it, and working copies that conversations have for themselves. */
import { z } from 'zod';

const id = z.string().min(1).max(100);
const nothing = z.undefined().optional();

export const projectStatusSchema = z.object({
  /** False: the folder was moved or deleted, or its disk is away. */
  exists: z.boolean(),
  /** Null outside of git. `branch` is null at a commit that no branch stands for; `commit` names it then. */
  git: z.object({ branch: z.string().nullable(), commit: z.string().nullable() }).nullable(),
});
export type ProjectStatus = z.infer<typeof projectStatusSchema>;

/** What would be lost with a worktree. */
export const worktreeLossSchema = z.object({
  folder: z.string(),
  branch: z.string(),
  /** The folder is gone already. */
  isMissing: z.boolean(),
  /** Files with changes that are in no commit, the first of them by name. */
  uncommittedFiles: z.array(z.string()),
  uncommittedCount: z.number().int(),
  /** Files and folders that git ignores, e.g. `node_modules/` and `.env`. */
  ignored: z.array(z.string()),
  /** Commits that are in no other branch and no tag, newest first. */
  commits: z.array(z.object({ id: z.string(), subject: z.string() })),
  commitCount: z.number().int(),
  /** Stands for exactly this state: what the person agreed to lose is this and nothing else. */
  fingerprint: z.string(),
});
export type WorktreeLoss = z.infer<typeof worktreeLossSchema>;

/** True where something is in it that is nowhere else. */
export function isAnythingLost({ uncommittedCount, ignored, commitCount }: WorktreeLoss): boolean {
  return uncommittedCount > 0 || ignored.length > 0 || commitCount > 0;
}

/** A worktree whose conversation is gone, kept because there is work in it. */
export const keptWorktreeSchema = z.object({
  /** The id of the conversation it was made for. */
  id: z.string(),
  projectFolder: z.string(),
  folder: z.string(),
  branch: z.string(),
});
export type KeptWorktree = z.infer<typeof keptWorktreeSchema>;

export const projectsInvokeContract = {
  'projects.status': { request: z.object({ conversationId: id }), response: projectStatusSchema },
  /** Makes a worktree on a new branch and moves the conversation into it. `notes`: what is not in it. */
  'worktrees.create': {
    request: z.object({ conversationId: id, branch: z.string().min(1).max(200) }),
    response: z.object({ notes: z.array(z.string()) }),
  },
  /** Of a conversation, or one that is kept. */
  'worktrees.inspect': { request: z.object({ conversationId: id }), response: worktreeLossSchema },
  /** Moves the conversation back to its project and removes the worktree; with `keepBranch` its commits stay. */
  'worktrees.remove': { request: z.object({ conversationId: id, fingerprint: z.string(), keepBranch: z.boolean() }), response: nothing },
  /** The worktree goes with its conversation, should it still be what the person saw. */
  'worktrees.agreeToLoss': { request: z.object({ conversationId: id, fingerprint: z.string() }), response: nothing },
  'worktrees.kept': { request: nothing, response: z.array(keptWorktreeSchema) },
  /** Moves a conversation into one that is kept: it is the conversation's own from then on. */
  'worktrees.adopt': { request: z.object({ keptId: id, conversationId: id }), response: nothing },
  'worktrees.removeKept': { request: z.object({ keptId: id, fingerprint: z.string(), keepBranch: z.boolean() }), response: nothing },
} as const;
