/**
 * Main <-> agent bridge: JSON lines on the bridge's stdin and stdout. Every frame is documented in docs/bridge-protocol.md.
 *
 * The core is three frames, and a client that knows only these must work:
 *
 *     -> {"type":"message","content":"…","model":"gemini-2.5-flash"}    model is optional
 *     <- {"status":"success","data":"the assistant's whole answer"}
 *     <- {"status":"error","message":"what went wrong"}
 *
 * Everything else is additive: a request with an `id` gets it back on every frame about it, and its errors have a `code`.
 * A bridge never speaks unasked: each line on stdout is about a request. stdout carries nothing but frames.
 */
import { z } from 'zod';
import {
  agentCapabilitiesSchema,
  approvalDecisionSchema,
  approvalModeSchema,
  approvalRequestSchema,
  messageStatusSchema,
  modelSchema,
  partSchema,
  roleSchema,
  toolCallPartSchema,
  toolKindSchema,
  usageSchema,
  userPartSchema,
} from './conversation.ts';
import { errorActionSchema, errorCodeSchema } from './errors.ts';
import { MCP_CALL_SECONDS, MCP_START_SECONDS, mcpServerStateSchema } from './mcp.ts';

/** Raised when a frame changes so that an older peer would misread it. */
export const BRIDGE_PROTOCOL_VERSION = 1;

/** A longer line is an error for that request, not a hang: parsing 10 MB takes 27 ms on the reading thread, 100 MB almost a second. */
export const MAX_LINE_BYTES = 8 * 1024 * 1024;

const id = z.string().min(1).max(200);

// ---- requests: client -> bridge ------------------------------------------------------------------------------------

/** A tool that main offers to the agent's model; calls to it come back as `host_call` events. */
export const hostToolSchema = z.object({
  name: z.string().regex(/^[a-zA-Z_][a-zA-Z0-9_-]{0,62}$/, 'a tool name is letters, digits, "_" and "-", at most 63 long'),
  title: z.string(),
  description: z.string(),
  kind: toolKindSchema,
  /** JSON Schema of the arguments. */
  parameters: z.record(z.string(), z.unknown()),
  /** A tool without side effects runs without approval. */
  readOnly: z.boolean(),
});
export type HostTool = z.infer<typeof hostToolSchema>;

const mcpServerLimits = {
  /** Tools that the model is not offered. */
  excludeTools: z.array(z.string()).default([]),
  /** Without its tools after this time a server is ended. A turn waits for a shorter time and then goes on without it. */
  startTimeoutMs: z
    .number()
    .positive()
    .default(MCP_START_SECONDS * 1000),
  /** A call that takes longer fails. */
  callTimeoutMs: z
    .number()
    .positive()
    .default(MCP_CALL_SECONDS * 1000),
};

/** Values are taken as they are: nothing in them is expanded. */
export const mcpServerSchema = z.union([
  z.object({
    command: z.string(),
    args: z.array(z.string()).default([]),
    env: z.record(z.string(), z.string()).default({}),
    cwd: z.string().optional(),
    ...mcpServerLimits,
  }),
  z.object({
    url: z.url(),
    headers: z.record(z.string(), z.string()).default({}),
    transport: z.enum(['http', 'sse']).default('http'),
    ...mcpServerLimits,
  }),
]);
export type McpServer = z.infer<typeof mcpServerSchema>;

/**
 * One message of an earlier session, given back after a restart. `provider` is what the same agent once reported in a `history`
 * event, word for word; an agent that does not recognise its own there builds its history from `parts`.
 */
export const restoredMessageSchema = z.object({
  role: roleSchema,
  parts: z.array(partSchema),
  status: messageStatusSchema.default('complete'),
  provider: z.object({ agentId: z.string(), contents: z.array(z.unknown()) }).optional(),
});
export type RestoredMessage = z.infer<typeof restoredMessageSchema>;

const messageRequest = z.object({
  type: z.literal('message'),
  id: id.optional(),
  content: z.string(),
  model: z.string().min(1).optional(),
  /** True: event frames come before the final one. Needs an `id`. */
  stream: z.boolean().optional(),
  /** Images and further text after `content`. */
  attachments: z.array(userPartSchema).optional(),
});

const helloRequest = z.object({
  type: z.literal('hello'),
  id,
  protocolVersion: z.number().int().positive(),
  client: z.object({ name: z.string(), version: z.string() }),
  /** What the client can do. One that cannot answer approvals has them denied. */
  capabilities: z
    .object({
      approvals: z.boolean().default(false),
      /** The client answers `before_tool`: no tool that may change files runs until it has. */
      checkpoints: z.boolean().default(false),
    })
    .prefault({}),
});

/** Everything is optional: only what is given changes. Takes effect from the next turn (the approval mode at once). */
const configureRequest = z.object({
  type: z.literal('configure'),
  id,
  model: z.string().min(1).optional(),
  approvalMode: approvalModeSchema.optional(),
  /** Absolute path of the project the agent works in. */
  folder: z.string().min(1).optional(),
  includeFolders: z.array(z.string()).optional(),
  hostTools: z.array(hostToolSchema).optional(),
  mcpServers: z.record(z.string(), mcpServerSchema).optional(),
});

/** Replaces the session's history; `append` adds to it, so that a long history fits in lines below the cap. */
const restoreRequest = z.object({
  type: z.literal('restore'),
  id,
  messages: z.array(restoredMessageSchema),
  append: z.boolean().default(false),
});

/** Ends the running turn: its final frame is an error with the code `cancelled`. Answered with success also when nothing runs. */
const cancelRequest = z.object({ type: z.literal('cancel'), id });

/**
 * Words for the running turn: they reach the model with its next request, told by a `steered` event. Without such an event by the end
 * of the turn they were not used. Refused with `not-found` when no turn runs, with `conflict` by an agent that can't be steered.
 */
const steerRequest = z.object({
  type: z.literal('steer'),
  id,
  content: z.string(),
  /** Images and further text after `content`. */
  attachments: z.array(userPartSchema).optional(),
});

/**
 * Makes room: the beginning of the conversation becomes a summary for the model. A turn like that of a `message` with `"stream": true`:
 * `history` and `usage` events come before the final frame, and `cancel` ends it. Refused with `conflict` where there is nothing to
 * summarize, and by an agent that can't. Until it has succeeded nothing is changed.
 */
const compressRequest = z.object({ type: z.literal('compress'), id });

const approveRequest = z.object({
  type: z.literal('approve'),
  id,
  approvalId: z.string(),
  decision: approvalDecisionSchema,
  /** With `deny`: told to the model. */
  reason: z.string().optional(),
  /** With an edit: the content the person wants instead. */
  newContent: z.string().optional(),
  /** With a command: the one the person wants to be run instead. */
  newCommand: z.string().min(1).optional(),
});

const hostResultRequest = z.object({
  type: z.literal('host_result'),
  id,
  hostCallId: z.string(),
  outcome: z.discriminatedUnion('status', [
    z.object({ status: z.literal('success'), output: z.string() }),
    z.object({ status: z.literal('error'), message: z.string() }),
  ]),
});

/** Answers `before_tool`. `refused`: the tool is not run, and the message is told to the model. */
const proceedRequest = z.object({
  type: z.literal('proceed'),
  id,
  checkpointId: z.string(),
  outcome: z.discriminatedUnion('status', [
    z.object({ status: z.literal('ready') }),
    z.object({ status: z.literal('refused'), message: z.string() }),
  ]),
});
/** Answered with the states of all MCP servers, see `mcpServerStateSchema`. */
const mcpStatusRequest = z.object({ type: z.literal('mcp_status'), id });

/** Ends an MCP server if it runs and starts it anew; answered at once with the states. */
const mcpRestartRequest = z.object({ type: z.literal('mcp_restart'), id, server: z.string() });

const pingRequest = z.object({ type: z.literal('ping'), id });

/** Answered, then the bridge ends with exit code 0. */
const shutdownRequest = z.object({ type: z.literal('shutdown'), id });

export const bridgeRequestSchema = z.discriminatedUnion('type', [
  messageRequest,
  helloRequest,
  configureRequest,
  restoreRequest,
  cancelRequest,
  steerRequest,
  compressRequest,
  approveRequest,
  hostResultRequest,
  proceedRequest,
  mcpStatusRequest,
  mcpRestartRequest,
  pingRequest,
  shutdownRequest,
]);
export type BridgeRequest = z.infer<typeof bridgeRequestSchema>;
/** A request as one may write it: with defaults left out. */
export type BridgeRequestInput = z.input<typeof bridgeRequestSchema>;
export type BridgeRequestType = BridgeRequest['type'];
export type BridgeRequestOf<Type extends BridgeRequestType> = Extract<BridgeRequest, { type: Type }>;

// ---- final frames: one per request ---------------------------------------------------------------------------------

export const helloDataSchema = z.object({
  protocolVersion: z.number().int().positive(),
  agent: z.object({ id: z.string(), name: z.string(), version: z.string() }),
  capabilities: agentCapabilitiesSchema,
  models: z.array(modelSchema),
  defaultModel: z.string().nullable(),
});
export type HelloData = z.infer<typeof helloDataSchema>;

/** `data` by request type: the whole answer for `message`, facts for `hello`, a short word for the others. */
export const successFrameSchema = z.object({
  id: id.optional(),
  status: z.literal('success'),
  data: z.unknown(),
});
export const errorFrameSchema = z.object({
  id: id.optional(),
  status: z.literal('error'),
  message: z.string(),
  /** Present whenever `id` is. */
  code: errorCodeSchema.optional(),
  action: errorActionSchema.optional(),
  retryAfterMs: z.number().nonnegative().optional(),
  details: z.string().optional(),
});
export const finalFrameSchema = z.discriminatedUnion('status', [successFrameSchema, errorFrameSchema]);
export type FinalFrame = z.infer<typeof finalFrameSchema>;

// ---- event frames: before the final frame of a message request with "stream": true, or of a compress request ---------

const event = <Name extends string, Shape extends z.ZodRawShape>(name: Name, shape: Shape) =>
  z.object({ id, event: z.literal(name), ...shape });

export const bridgeEventSchema = z.discriminatedUnion('event', [
  event('text_delta', { text: z.string() }),
  event('thought_delta', { text: z.string(), subject: z.string().optional() }),
  /** A new call, or a new state of one already told (same `callId`): the frame always carries the whole call. */
  event('tool_call', { call: toolCallPartSchema }),
  /** What a running tool printed since the last such frame. */
  event('tool_output', { callId: z.string(), text: z.string() }),
  event('approval_request', { approval: approvalRequestSchema }),
  /** An open approval that needs no answer any more: answered, cancelled or timed out. */
  event('approval_closed', { approvalId: z.string() }),
  /** The provider failed in a way worth another try, which comes after `delayMs`. */
  event('retry', { attempt: z.number().int(), maxAttempts: z.number().int(), delayMs: z.number(), message: z.string() }),
  /** Totals of this turn so far. */
  event('usage', { usage: usageSchema, model: z.string() }),
  /** The provider's own form of what this turn added to the history since the last such frame; opaque to the host, which keeps it for `restore`. */
  event('history', { contents: z.array(z.unknown()) }),
  /** The words of this `steer` request are in what the model is sent now. */
  event('steered', { steerId: z.string() }),
  event('notice', { notice: z.enum(['context-compressed', 'loop-detected', 'mcp', 'info']), text: z.string() }),
  /** The MCP servers of this agent, all of them: at the start of a turn that waits for one, and when the state of one changes. */
  event('mcp_servers', { servers: z.array(mcpServerStateSchema) }),
  /** The approval mode changed without a `configure`: a plan was accepted, or edits were allowed for the session. */
  event('approval_mode', { approvalMode: approvalModeSchema }),
  /**
   * A tool that may change files is about to run, approved and for certain: it waits for `proceed`. `paths`: the files it will change,
   * absolute; `scope: 'project'` means that it may change any file, as a command can. Only for a client with the capability `checkpoints`.
   */
  event('before_tool', {
    checkpointId: z.string(),
    callId: z.string(),
    kind: toolKindSchema,
    title: z.string(),
    scope: z.enum(['paths', 'project']),
    paths: z.array(z.string()),
  }),
  /** That tool has ended, however it ended. */
  event('after_tool', { checkpointId: z.string() }),
  /** The model called a host tool; answer with `host_result`. */
  event('host_call', { hostCallId: z.string(), name: z.string(), args: z.record(z.string(), z.unknown()) }),
]);
export type BridgeEvent = z.infer<typeof bridgeEventSchema>;

/** Any line a bridge may write. */
export const bridgeFrameSchema = z.union([finalFrameSchema, bridgeEventSchema]);
export type BridgeFrame = z.infer<typeof bridgeFrameSchema>;

/** An event belongs to a turn that goes on; anything else ends its request. */
export function isBridgeEvent(frame: BridgeFrame): frame is BridgeEvent {
  return 'event' in frame;
}
