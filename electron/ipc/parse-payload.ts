import { AppError } from '#protocol/errors.ts';
import { type InvokeChannel, invokeContract } from '#protocol/ipc.ts';

/** Checks a payload from the window. Throws `invalid-request` with the fields that are wrong. */
export function parsePayload(channel: InvokeChannel, payload: unknown): unknown {
  const parsed = invokeContract[channel].request.safeParse(payload);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'payload'}: ${issue.message}`);
  throw new AppError({ code: 'invalid-request', message: `${channel} got a payload it can't use: ${problems.join('; ')}.` });
}
