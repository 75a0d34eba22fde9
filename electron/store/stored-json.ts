/** Values that stand in the database as JSON, in rows of which any may be damaged. */
import type { z } from 'zod';

/** The value, or undefined for text that is no JSON or not of this shape. */
export function readStoredJson<T>(schema: z.ZodType<T>, text: string): T | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    // Not JSON at all. One damaged row must not keep what stands beside it from opening.
    return undefined;
  }
}
