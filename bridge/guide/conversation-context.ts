/** What the guide remembers between two messages. Reported as `history`, kept by the client, and given back with `restore`. */
import { z } from 'zod';
import type { RestoredMessage } from '#protocol/bridge.ts';
import type { Question } from './question.ts';

export const AGENT_ID = 'guide';

const subjectSchema = z.object({ file: z.string(), name: z.string(), line: z.number().int(), kind: z.string() });

/** A definition that was found, or a file: its kind is then `file`. */
export type ResolvedSubject = z.infer<typeof subjectSchema>;

const contextSchema = z.object({
  /** What "it" is. */
  subject: subjectSchema.nullable(),
  /** What "more" and "what about" repeat. Its shape is the grammar's own affair; a question that is none any more is forgotten. */
  question: z.custom<Question>((value) => typeof value === 'object' && value !== null && 'topic' in value).nullable(),
  /** Where the list before went on. */
  next: z.object({ cursor: z.string(), shown: z.number().int() }).nullable(),
  /** The candidates of a name that fits more than one definition; `question` waits for the choice. */
  candidates: z.array(subjectSchema),
});

export type ConversationContext = z.infer<typeof contextSchema>;

export const EMPTY_CONTEXT: ConversationContext = { subject: null, question: null, next: null, candidates: [] };

/** The context after these messages; what another agent said is none. `before` when they hold no answer of the guide's. */
export function contextOf(messages: readonly RestoredMessage[], before: ConversationContext): ConversationContext {
  const last = messages.findLast(
    ({ role, provider }) => role === 'assistant' && provider?.agentId === AGENT_ID && provider.contents.length > 0,
  );
  if (last === undefined) return before;
  // A newer or older version's context may be of another shape: a follow-up then asks what is meant.
  const parsed = contextSchema.safeParse(last.provider?.contents.at(-1));
  return parsed.success ? parsed.data : EMPTY_CONTEXT;
}
