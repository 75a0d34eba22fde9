/** How an import says no: always with the reason, and that nothing happened. */
import { AppError } from '#protocol/errors.ts';

/** `reason`: a plain sentence. */
export function refusedFile(reason: string, details?: string): AppError {
  return new AppError({ code: 'invalid-request', message: `${reason} Nothing was imported.`, ...(details !== undefined && { details }) });
}

/** More levels than any message has; what parses and copies a value goes down it by recursion. */
const MAX_LEVELS = 200;

/** Throws for a value nested so deeply that handling it could end the thread. */
export function assertShallow(value: unknown): void {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_LEVELS) throw refusedFile('The file is damaged or made to do harm: a line of it is nested too deeply.');
    level = level.flatMap((item) => (typeof item === 'object' && item !== null ? Object.values(item) : []));
  }
}
