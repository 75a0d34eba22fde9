/** What the window can ask of main about MCP servers; part of the contract in ipc.ts. */
import { z } from 'zod';
import { mcpImportSourceSchema, mcpServerDraftSchema, mcpServerPatchSchema, mcpServerSchema, mcpTestSchema } from './mcp.ts';

const id = z.string().min(1).max(100);
const nothing = z.undefined().optional();
const file = z.string().min(1).max(4096);
/** Every change answers with all servers as they are after it. */
const servers = z.array(mcpServerSchema);

export const mcpInvokeContract = {
  'mcp.list': { request: nothing, response: servers },
  /** Without `id` a new one. A secret without a value keeps the value it has. */
  'mcp.save': { request: z.object({ id: id.optional(), draft: mcpServerDraftSchema }), response: servers },
  'mcp.update': { request: z.object({ id, patch: mcpServerPatchSchema }), response: servers },
  'mcp.remove': { request: z.object({ id }), response: servers },
  'mcp.undoRemove': { request: z.object({ id }), response: servers },
  /** Starts the server once, asks for its tools and ends it; stores nothing but the list of tools of a server with this `id`. */
  'mcp.test': { request: z.object({ id: id.optional(), draft: mcpServerDraftSchema }), response: mcpTestSchema },
  /** Starts it anew in every agent that runs and has it. */
  'mcp.restart': { request: z.object({ id }), response: servers },
  /** Configuration files of other programs, in the home folder and in the projects. Looking starts nothing. */
  'mcp.importSources': { request: nothing, response: z.array(mcpImportSourceSchema) },
  /** Null when the person closed the dialog. */
  'mcp.chooseImportFile': { request: nothing, response: mcpImportSourceSchema.nullable() },
  /** Brings the named servers of the file in, switched off. */
  'mcp.import': {
    request: z.object({
      file,
      project: file.nullable(),
      keys: z.array(z.string().max(500)).min(1).max(200),
      projects: z.array(file).max(200).nullable(),
    }),
    response: servers,
  },
} as const;
