/**
 * Main or MCP server <-> Python sidecar: JSON lines on the stdin and stdout of `python -m intermap --sidecar`.
 * Here are the lines themselves; what each command takes and gives is in intermap.ts, and docs/intermap-protocol.md tells the same in prose.
 *
 *     -> {"id":1,"command":"impact","project":"/work/app","args":{"name":"save"}}
 *     <- {"id":1,"result":{…}}   or   {"id":1,"error":{"type":"not_found","message":"…"}}
 *
 * A request with `"progress": true` may get progress frames before its final one; `{"id","cancel"}` ends an earlier request.
 */
import { z } from 'zod';

/** Raised when a frame changes so that an older peer would misread it; `ping` tells the sidecar's. */
export const INTERMAP_PROTOCOL_VERSION = 1;

/** A longer line in either direction is refused; the sidecar answers in pages instead. */
export const INTERMAP_MAX_LINE_BYTES = 8 * 1024 * 1024;

/** What can be wrong with a request. `internal` is a bug of the sidecar; its traceback is on stderr. */
export const INTERMAP_ERROR_TYPES = [
  'bad_request',
  'unknown_command',
  'invalid_args',
  'project_not_found',
  'path_outside_project',
  'not_found',
  'git_failed',
  'unsupported',
  'too_large',
  'cancelled',
  'internal',
] as const;
export type IntermapErrorType = (typeof INTERMAP_ERROR_TYPES)[number];

const id = z.union([z.string(), z.number()]);

export const intermapRequestSchema = z.object({
  id,
  command: z.string(),
  project: z.string().optional(),
  args: z.record(z.string(), z.unknown()).optional(),
  progress: z.boolean().optional(),
});
export type IntermapRequest = z.infer<typeof intermapRequestSchema>;

/** Its own answer is `{"cancelled": boolean}`; the request it names ends with an error of type `cancelled`. */
export const intermapCancelSchema = z.object({ id, cancel: id });

export const intermapProgressSchema = z.object({
  done: z.number().int(),
  total: z.number().int(),
  /** `index` (files parsed), `resolve` and `link` (files taken into the graph). */
  phase: z.string(),
});
export type IntermapProgress = z.infer<typeof intermapProgressSchema>;

export const intermapErrorSchema = z.object({
  /** One of {@link INTERMAP_ERROR_TYPES}; a newer sidecar may have more. */
  type: z.string(),
  message: z.string(),
});
export type IntermapError = z.infer<typeof intermapErrorSchema>;

/** Any line from the sidecar. `id` is null only for a line that was no request. */
export const intermapFrameSchema = z.union([
  z.object({ id, result: z.record(z.string(), z.unknown()) }),
  z.object({ id: id.nullable(), error: intermapErrorSchema }),
  z.object({ id, progress: intermapProgressSchema }),
]);
export type IntermapFrame = z.infer<typeof intermapFrameSchema>;
