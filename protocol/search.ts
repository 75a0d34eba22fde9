/** Searching what was said: what the window asks and what it gets. */
import { z } from 'zod';
import { roleSchema } from './conversation.ts';

const id = z.string().min(1).max(100);

/** Narrows a search; all that are given must hold. Left out: everything. */
export const searchFiltersSchema = z
  .object({
    conversationId: id,
    role: roleSchema,
    agentId: id,
    /** Any of these; null stands for conversations without a project. */
    projectFolders: z.array(z.string().max(4096).nullable()).max(500),
    archived: z.boolean(),
    /** When the message was written, in milliseconds since the epoch; both inclusive. */
    fromMs: z.number().int(),
    toMs: z.number().int(),
  })
  .partial();
export type SearchFilters = z.infer<typeof searchFiltersSchema>;

export const searchRequestSchema = z.object({
  /** As typed: every word must occur, the last one may be unfinished, text in double quotes stays together. */
  query: z.string().max(1000),
  limit: z.number().int().min(1).max(200).default(50),
  filters: searchFiltersSchema.default({}),
  /** `next` of the page before. */
  olderThan: z.number().int().optional(),
});
type ParsedSearchRequest = z.infer<typeof searchRequestSchema>;
export type MessageSearchRequest = Pick<ParsedSearchRequest, 'query' | 'limit'> & Partial<ParsedSearchRequest>;

/** A message that was found, with the piece of its text that shows why. */
export const messageHitSchema = z.object({
  messageId: z.string(),
  conversationId: z.string(),
  conversationTitle: z.string(),
  role: roleSchema,
  createdAt: z.number(),
  /** Of its conversation. */
  archived: z.boolean(),
  snippet: z.object({
    text: z.string(),
    /** Where the words found are in `text`, in UTF-16 units: ascending, not overlapping. */
    marks: z.array(z.object({ start: z.number().int().nonnegative(), end: z.number().int().nonnegative() })),
  }),
});
export type MessageHit = z.infer<typeof messageHitSchema>;

/** Newest first. A search that takes long answers with what it has, which may be nothing, and is gone on with from `next`. */
export const searchPageSchema = z.object({
  hits: z.array(messageHitSchema),
  /** Null: there is nothing older to be found. */
  next: z.number().int().nullable(),
});
export type MessageSearchPage = z.infer<typeof searchPageSchema>;

/** What there is to filter by. */
export const searchFacetsSchema = z.object({
  /** The one used last comes first. */
  projects: z.array(z.object({ folder: z.string().nullable(), conversations: z.number().int().nonnegative() })),
  agentIds: z.array(z.string()),
});
export type SearchFacets = z.infer<typeof searchFacetsSchema>;
