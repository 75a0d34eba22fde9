/** MCP servers: what a person sets up, what an agent's process is told, and what the window shows of them. */
import { z } from 'zod';
import { errorInfoSchema } from './errors.ts';

/**
 * Letters, digits and "-": the name becomes part of each tool's name, where "_" divides server and tool, and the provider takes at most
 * 63 characters for both.
 */
export const mcpServerNameSchema = z
  .string()
  .regex(/^[a-zA-Z][a-zA-Z0-9-]{0,31}$/, 'Letters, digits and “-”, beginning with a letter, at most 32 characters.');

/** A tool as its server describes it. The texts are the server's own and not to be trusted. */
export const mcpToolSchema = z.object({
  name: z.string(),
  title: z.string().optional(),
  description: z.string().default(''),
  /** What the server says of itself; nothing is allowed because of it. */
  readOnly: z.boolean().default(false),
});
export type McpTool = z.infer<typeof mcpToolSchema>;

/** How a server does in one agent's process. */
export const mcpServerStateSchema = z.object({
  name: z.string(),
  state: z.enum(['starting', 'connected', 'failed']),
  /** Why it failed, a plain sentence. */
  reason: z.string().optional(),
  /** What it last wrote to stderr. */
  stderr: z.string().optional(),
  tools: z.array(mcpToolSchema).default([]),
});
export type McpServerState = z.infer<typeof mcpServerStateSchema>;

// ---- as a person sets them up ----------------------------------------------------------------------------------------

const variableName = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^\s=:]+$/, 'No spaces, “=” or “:”.');
const value = z.string().max(20_000);

/** An environment variable or a header as the window sees it: a secret's value never leaves main. */
export const mcpVariableSchema = z.object({
  name: variableName,
  secret: z.boolean(),
  /** Left out for a secret. */
  value: value.optional(),
  /** False: a secret whose value is not known (any more), e.g. because it could not be kept. */
  isSet: z.boolean(),
});
export type McpVariable = z.infer<typeof mcpVariableSchema>;

/** The same as the window gives it back: a secret without a value keeps the one it had. */
export const mcpVariableDraftSchema = z.object({ name: variableName, secret: z.boolean(), value: value.optional() });
export type McpVariableDraft = z.infer<typeof mcpVariableDraftSchema>;

const absoluteFolder = z.string().min(1).max(4096);

function connectionSchema<Variable extends z.ZodType>(variable: Variable) {
  return z.discriminatedUnion('type', [
    z.object({
      type: z.literal('stdio'),
      command: z.string().trim().min(1).max(4096),
      args: z.array(value).max(200).default([]),
      env: z.array(variable).max(100).default([]),
      /** Null: the folder of the project that the agent works in. */
      cwd: absoluteFolder.nullable().default(null),
    }),
    z.object({
      type: z.enum(['http', 'sse']),
      url: z.url({ protocol: /^https?$/ }).max(4096),
      headers: z.array(variable).max(100).default([]),
    }),
  ]);
}

export const mcpConnectionSchema = connectionSchema(mcpVariableSchema);
export type McpConnection = z.infer<typeof mcpConnectionSchema>;
export const mcpConnectionDraftSchema = connectionSchema(mcpVariableDraftSchema);
export type McpConnectionDraft = z.infer<typeof mcpConnectionDraftSchema>;

/** A server from npm may first have to be downloaded, which takes longer than a start. */
export const MCP_START_SECONDS = 60;
/** Below the time after which a silent turn is given up, so that a call that hangs ends before its turn does. */
export const MCP_CALL_SECONDS = 60;

const commonFields = {
  name: mcpServerNameSchema,
  enabled: z.boolean(),
  /** Project folders it is for, with everything below them; null: every conversation. */
  projects: z.array(absoluteFolder).max(200).nullable(),
  /** Tools that agents are not offered. */
  disabledTools: z.array(z.string().max(200)).max(1000),
  startSeconds: z.number().int().min(1).max(600).default(MCP_START_SECONDS),
  callSeconds: z.number().int().min(1).max(3600).default(MCP_CALL_SECONDS),
};

/** A server as it is saved from the form. */
export const mcpServerDraftSchema = z.object({ ...commonFields, connection: mcpConnectionDraftSchema });
export type McpServerDraft = z.infer<typeof mcpServerDraftSchema>;

/** A server as the window shows it. */
export const mcpServerSchema = z.object({
  ...commonFields,
  id: z.string(),
  connection: mcpConnectionSchema,
  /** The file it was imported from; null for one that was typed in. */
  importedFrom: z.string().nullable(),
  /** Seen when it last ran or was tested, those switched off too. */
  tools: z.array(mcpToolSchema),
  /** How it does in the agents that run now, by conversation. */
  running: z.array(z.object({ conversationId: z.string(), state: mcpServerStateSchema })),
});
export type McpServer = z.infer<typeof mcpServerSchema>;

export const mcpServerPatchSchema = z
  .object({ enabled: z.boolean(), projects: commonFields.projects, disabledTools: commonFields.disabledTools })
  .partial();
export type McpServerPatch = z.infer<typeof mcpServerPatchSchema>;

/** Started once, asked for its tools, ended. `stderr`: what it said meanwhile. */
export const mcpTestSchema = z.discriminatedUnion('ok', [
  z.object({
    ok: z.literal(true),
    serverName: z.string(),
    serverVersion: z.string(),
    tools: z.array(mcpToolSchema),
    durationMs: z.number(),
  }),
  z.object({ ok: z.literal(false), error: errorInfoSchema, stderr: z.string() }),
]);
export type McpTest = z.infer<typeof mcpTestSchema>;

// ---- import ------------------------------------------------------------------------------------------------------------

/** A server found in a configuration file, as it would be brought in. */
export const mcpFoundServerSchema = z.object({
  /** Its name in the file. */
  key: z.string(),
  name: z.string(),
  connection: mcpConnectionSchema,
  /** There is a server of this name already: it would be left as it is. */
  exists: z.boolean(),
  /** What the person should know before, plain sentences. */
  remarks: z.array(z.string()),
});
export type McpFoundServer = z.infer<typeof mcpFoundServerSchema>;

/** A configuration file with servers, or with a reason why it can't be read. */
export const mcpImportSourceSchema = z.object({
  file: z.string(),
  /** The project it belongs to: whoever wrote that project wrote this file. Null for the person's own. */
  project: z.string().nullable(),
  servers: z.array(mcpFoundServerSchema),
  problem: z.string().optional(),
});
export type McpImportSource = z.infer<typeof mcpImportSourceSchema>;
