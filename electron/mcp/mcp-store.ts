/**
 * The MCP servers a person has set up, in a file beside the settings and without their secrets. A file and not the database: it is small,
 * belongs to no conversation, and a person may want to read or copy it.
 */
import { copyFileSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { mcpConnectionDraftSchema, mcpServerDraftSchema, mcpToolSchema } from '#protocol/mcp.ts';
import { writeFileAtomically } from '../store/atomic-file.ts';
import { timeStamp } from '../store/backups/backup-names.ts';
import { withStorageErrors } from '../store/storage-errors.ts';
import type { StoreLog } from '../store/store-log.ts';

/** A server as it is kept: secret variables by name only. */
export const storedMcpServerSchema = mcpServerDraftSchema.extend({
  id: z.string().min(1),
  connection: mcpConnectionDraftSchema,
  importedFrom: z.string().nullable().default(null),
  tools: z.array(mcpToolSchema).default([]),
});
export type StoredMcpServer = z.infer<typeof storedMcpServerSchema>;

const fileSchema = z.object({ version: z.literal(1), servers: z.array(z.unknown()) });

export interface McpStore {
  all(): readonly StoredMcpServer[];
  /** Throws a storage error when the file can't be written; then nothing changed. */
  replace(servers: readonly StoredMcpServer[]): void;
}

export function createMcpStore({ file, log, now = Date.now }: { file: string; log: StoreLog; now?: () => number }): McpStore {
  const loaded = load(file);
  for (const reason of loaded.problems) log.warn('An MCP server in the file can’t be used', { file, reason });
  let servers = loaded.servers;
  let mustKeepOriginal = loaded.problems.length > 0;
  return {
    all: () => servers,
    replace(next) {
      withStorageErrors(() => {
        if (mustKeepOriginal) copyFileSync(file, `${file}.broken-${timeStamp(now())}`);
        writeFileAtomically(file, `${JSON.stringify({ version: 1, servers: next }, null, 2)}\n`);
      });
      mustKeepOriginal = false;
      servers = next;
    },
  };
}

function load(file: string): { servers: readonly StoredMcpServer[]; problems: string[] } {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const isAbsent = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return { servers: [], problems: isAbsent ? [] : [String(error)] };
  }
  const parsed = fileSchema.safeParse(content);
  if (!parsed.success) return { servers: [], problems: ['The file holds no list of MCP servers.'] };
  const servers: StoredMcpServer[] = [];
  const problems: string[] = [];
  for (const entry of parsed.data.servers) {
    const server = storedMcpServerSchema.safeParse(entry);
    if (server.success) servers.push(server.data);
    else problems.push(z.prettifyError(server.error));
  }
  return { servers, problems };
}
