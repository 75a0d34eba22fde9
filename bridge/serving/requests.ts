/** Reads requests: what is no request gets an `AppError` that says what is wrong with it. */

import type { LineProblem } from '#platform/json-lines.ts';
import { type BridgeRequest, type BridgeRequestType, bridgeRequestSchema } from '#protocol/bridge.ts';
import { AppError } from '#protocol/errors.ts';

const REQUEST_TYPES: readonly BridgeRequestType[] = [
  'message',
  'hello',
  'configure',
  'restore',
  'cancel',
  'steer',
  'compress',
  'approve',
  'host_result',
  'proceed',
  'mcp_status',
  'mcp_restart',
  'ping',
  'shutdown',
];

/** The id under which an answer to this value can be understood, if it has one. */
export function requestId(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { id } = value as { id?: unknown };
  return typeof id === 'string' && id !== '' && id.length <= 200 ? id : undefined;
}

export function parseRequest(value: unknown): BridgeRequest {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new AppError({ code: 'invalid-request', message: 'A request is a JSON object with a "type".' });
  }
  const { type } = value as { type?: unknown };
  if (typeof type !== 'string') throw new AppError({ code: 'invalid-request', message: 'The request has no "type".' });
  if (!(REQUEST_TYPES as readonly string[]).includes(type)) {
    throw new AppError({
      code: 'unknown-type',
      message: `There is no request of the type "${type.slice(0, 50)}". There are: ${REQUEST_TYPES.join(', ')}.`,
    });
  }
  const parsed = bridgeRequestSchema.safeParse(value);
  if (!parsed.success) {
    const issues = parsed.error.issues.map(
      (issue) => `${issue.path.length > 0 ? `"${issue.path.join('.')}"` : 'the request'}: ${issue.message}`,
    );
    throw new AppError({
      code: 'invalid-request',
      message: `The "${type}" request is not valid. ${issues.slice(0, 3).join('; ')}`,
    });
  }
  if (parsed.data.type === 'message' && parsed.data.stream === true && parsed.data.id === undefined) {
    throw new AppError({ code: 'invalid-request', message: 'A "message" request with "stream" needs an "id".' });
  }
  return parsed.data;
}

/** A line that could not even be read. */
export function lineError({ kind, byteLength }: LineProblem): AppError {
  switch (kind) {
    case 'too-large':
      return new AppError({
        code: 'too-large',
        message: `The line is longer than 8 MiB (${byteLength} bytes and more).`,
      });
    case 'not-utf8':
      return new AppError({ code: 'invalid-json', message: 'The line is not valid UTF-8.' });
    case 'not-json':
    case 'cut-off':
      return new AppError({ code: 'invalid-json', message: 'The line is not valid JSON.' });
  }
}
