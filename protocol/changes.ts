/** What an agent changed in its conversation's folders: per turn and in all, with what it takes to judge it and to take it back. */
import { z } from 'zod';

const id = z.string().min(1).max(100);
const changeIds = z.array(id).min(1).max(10_000);

/** What happened to a file. `mode`: only whether it can be run. */
export const changeActionSchema = z.enum(['created', 'changed', 'deleted', 'mode']);
export type ChangeAction = z.infer<typeof changeActionSchema>;

/** `open`: not looked at yet. `accepted`: the person has. `reverted`: the file is as it was before. */
export const reviewStateSchema = z.enum(['open', 'accepted', 'reverted']);
export type ReviewState = z.infer<typeof reviewStateSchema>;

/** One file as one turn changed it; more than one where the person changed it in between. */
export const fileChangeSchema = z.object({
  id: z.string(),
  messageId: z.string(),
  /** The folder it lies in: the project, or one the person added. */
  folder: z.string(),
  /** Inside the folder, with `/`. */
  path: z.string(),
  action: changeActionSchema,
  /** Where it was before, for a file that was moved; that file's own change is `movedChangeId`. */
  movedFrom: z.string().optional(),
  movedChangeId: z.string().optional(),
  /** `edit`: by a tool that names its file. `command`: it changed while this ran, perhaps by somebody else. */
  source: z.enum(['edit', 'command']),
  toolTitle: z.string(),
  /** Lines; null where there are none to count: a binary or a very long file. */
  added: z.number().int().nonnegative().nullable(),
  removed: z.number().int().nonnegative().nullable(),
  review: reviewStateSchema,
  /** The revert that took it back. */
  revertId: z.string().nullable(),
  /** The app ended while it was made, so what is there now may be the work of others, too. */
  isCutOff: z.boolean(),
  /** False where the content from before was not kept (too large, or no room): it can be seen that it changed, and not taken back. */
  canRevert: z.boolean(),
  changedAt: z.number(),
});
export type FileChange = z.infer<typeof fileChangeSchema>;

export const changedTurnSchema = z.object({
  messageId: z.string(),
  /** Start of the prompt, one line. */
  prompt: z.string(),
  startedAt: z.number(),
  files: z.array(fileChangeSchema),
  /** What could not be watched in this turn, in plain sentences. */
  notes: z.array(z.string()),
});
export type ChangedTurn = z.infer<typeof changedTurnSchema>;

/** Newest turn first; turns without changes are left out. */
export const conversationChangesSchema = z.object({ turns: z.array(changedTurnSchema) });
export type ConversationChanges = z.infer<typeof conversationChangesSchema>;

/** From before the first of the changes asked about to after the last. */
export const changeDiffSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), oldText: z.string().nullable(), newText: z.string().nullable(), modeChange: z.string().optional() }),
  /** Sizes in bytes; null: there is no file on that side. */
  z.object({ kind: z.literal('binary'), oldBytes: z.number().nullable(), newBytes: z.number().nullable() }),
  z.object({ kind: z.literal('not-kept'), reason: z.string() }),
]);
export type ChangeDiff = z.infer<typeof changeDiffSchema>;

/** A file that is no longer as the agent left it. */
export const revertConflictSchema = z.object({
  folder: z.string(),
  path: z.string(),
  /** `edited`: changed since by the person or another program. `later-turn`: by a later turn that is not taken back with it. */
  reason: z.enum(['edited', 'later-turn', 'cut-off']),
  /** The agent's lines can be taken out and the others stay. */
  canMerge: z.boolean(),
});
export type RevertConflict = z.infer<typeof revertConflictSchema>;

/** What to do with such files: leave them, take out only the agent's lines (and leave those where that can't be), or take them back whole. */
export const conflictChoiceSchema = z.enum(['ask', 'keep', 'merge', 'overwrite']);
export type ConflictChoice = z.infer<typeof conflictChoiceSchema>;

export const revertResultSchema = z.discriminatedUnion('status', [
  /** Nothing was changed: the person decides first. `cleanFiles`: how many others would be taken back without a question. */
  z.object({ status: z.literal('conflicts'), conflicts: z.array(revertConflictSchema), cleanFiles: z.number().int() }),
  z.object({
    status: z.literal('done'),
    /** Null when there was nothing to do. */
    revertId: z.string().nullable(),
    files: z.number().int(),
    /** Left as they are, with the reason. */
    kept: z.array(z.object({ path: z.string(), reason: z.string() })),
  }),
]);
export type RevertResult = z.infer<typeof revertResultSchema>;

/** The invoke channels about changes; ipc.ts spreads them into the contract. */
export const changesInvokeContract = {
  'changes.list': { request: z.object({ conversationId: id }), response: conversationChangesSchema },
  /** Changes of one file, oldest first. */
  'changes.diff': { request: z.object({ conversationId: id, changeIds }), response: changeDiffSchema },
  'changes.accept': { request: z.object({ conversationId: id, changeIds, accepted: z.boolean() }), response: z.undefined().optional() },
  'changes.revert': {
    request: z.object({ conversationId: id, changeIds, onConflict: conflictChoiceSchema.default('ask') }),
    response: revertResultSchema,
  },
  /** Puts back what a revert took away. */
  'changes.undoRevert': {
    request: z.object({ conversationId: id, revertId: id, onConflict: z.enum(['ask', 'keep']).default('ask') }),
    response: revertResultSchema,
  },
  'changes.open': { request: z.object({ conversationId: id, changeId: id }), response: z.undefined().optional() },
} as const;

export const changesEventContract = {
  /** Something changed: ask again. */
  'changes.changed': z.object({ conversationId: z.string() }),
} as const;
