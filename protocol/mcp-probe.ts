/** Main <-> the program that tries one MCP server: one request, one final frame of bridge.ts whose data is an `McpTest`. */
import { z } from 'zod';
import { mcpServerSchema } from './bridge.ts';

export const mcpProbeRequestSchema = z.object({
  id: z.string(),
  server: mcpServerSchema,
  /** Where a program starts that names no folder of its own. */
  folder: z.string(),
});
