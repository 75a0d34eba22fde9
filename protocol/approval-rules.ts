/** What a person allowed once and for all: how far it reaches, where it holds, and how often it was used. */
import { z } from 'zod';

/**
 * Exactly what a rule covers; never more than what the person was shown when they allowed it. Folders and files are relative to the
 * project (an empty folder is the project itself), so that a rule says nothing about what lies outside of it.
 */
export const ruleScopeSchema = z.discriminatedUnion('type', [
  /** This command line and no other. */
  z.object({ type: z.literal('command'), command: z.string().min(1), folder: z.string() }),
  /** Any command that begins with these words, such as `npm test`; never together with another command that is not allowed by itself. */
  z.object({ type: z.literal('command-prefix'), words: z.array(z.string().min(1)).min(1), folder: z.string() }),
  /** Changes of this one file. */
  z.object({ type: z.literal('edit'), path: z.string().min(1) }),
  /** This tool with any arguments. */
  z.object({ type: z.literal('tool'), server: z.string(), tool: z.string() }),
  /** Pages of these sites, such as `https://example.com`. */
  z.object({ type: z.literal('fetch'), origins: z.array(z.string().min(1)).min(1) }),
]);
export type RuleScope = z.infer<typeof ruleScopeSchema>;

/** A standing permission of the person's. It holds in one project, and, with a conversation, only there. */
export const approvalRuleSchema = z.object({
  id: z.string(),
  /** Real path, symbolic links resolved. */
  projectFolder: z.string(),
  /** Null: every conversation in the project. */
  conversation: z.object({ id: z.string(), title: z.string() }).nullable(),
  scope: ruleScopeSchema,
  createdAt: z.number(),
  uses: z.number().int().nonnegative(),
  lastUsedAt: z.number().nullable(),
});
export type ApprovalRule = z.infer<typeof approvalRuleSchema>;
