/** What the Python sidecar answers, taken from its lines: a result, a refusal or a sign of progress. */
import type { z } from 'zod';
import { AppError, type ErrorCode } from '#protocol/errors.ts';
import { type IntermapError, type IntermapProgress, intermapErrorSchema, intermapFrameSchema } from '#protocol/intermap-frames.ts';
import type { SidecarFrame } from './sidecar-process.ts';

/** A command's result as the sidecar gave it; parse it with the command's schema in protocol/intermap.ts. */
export type IntermapResult = Record<string, unknown>;

/** The sidecar understood the request and refused it. `type` is its own word, one of `INTERMAP_ERROR_TYPES` or a newer one. */
export class IntermapFailure extends AppError {
  readonly type: string;

  constructor({ type, message }: IntermapError) {
    super({ code: CODE_OF_TYPE[type] ?? 'internal', message });
    this.name = 'IntermapFailure';
    this.type = type;
  }
}

const CODE_OF_TYPE: Readonly<Record<string, ErrorCode>> = {
  bad_request: 'invalid-request',
  unknown_command: 'unknown-type',
  invalid_args: 'invalid-request',
  path_outside_project: 'invalid-request',
  project_not_found: 'not-found',
  not_found: 'not-found',
  git_failed: 'conflict',
  unsupported: 'conflict',
  too_large: 'too-large',
  cancelled: 'cancelled',
};

/** The end of one request. */
export type IntermapFinal = { result: IntermapResult } | { error: IntermapError };

/** A line of the lasting process, as the sidecar wrapper wants it; throws for anything else. */
export function parseFrame(value: unknown): SidecarFrame<IntermapProgress, IntermapFinal> {
  const frame: z.infer<typeof intermapFrameSchema> = intermapFrameSchema.parse(value);
  if ('progress' in frame) return { kind: 'event', id: frame.id, event: frame.progress };
  if ('error' in frame) return { kind: 'final', id: frame.id, final: { error: frame.error } };
  return { kind: 'final', id: frame.id, final: { result: frame.result } };
}

/** The one line that `--command` prints: the result itself, or `{"error"}`. */
export function parseOneShot(value: unknown): SidecarFrame<IntermapProgress, IntermapFinal> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new TypeError('not a result');
  const failure = 'error' in value ? intermapErrorSchema.safeParse(value.error) : undefined;
  return { kind: 'final', id: null, final: failure?.success ? { error: failure.data } : { result: { ...value } } };
}

/** The result, or the refusal thrown. */
export function resultOf(final: IntermapFinal): IntermapResult {
  if ('error' in final) throw new IntermapFailure(final.error);
  return final.result;
}
