/** Domain values: what a conversation is made of. Used in frames, over IPC and in the database alike. */
import { z } from 'zod';
import { errorInfoSchema } from './errors.ts';

/** How much an agent may do without asking. `yolo` asks nothing and is marked unmissably wherever it is on. */
export const approvalModeSchema = z.enum(['default', 'auto-edit', 'plan', 'yolo']);
export type ApprovalMode = z.infer<typeof approvalModeSchema>;

/** The life of a conversation's agent process, as a person sees it. `waiting`: for an approval. */
export const sessionStateSchema = z.enum(['stopped', 'starting', 'ready', 'working', 'waiting', 'stopping', 'failed']);
export type SessionState = z.infer<typeof sessionStateSchema>;

/** Token counts of one or more calls to the provider. */
export const usageSchema = z.object({
  inputTokens: z.number().int().nonnegative(),
  outputTokens: z.number().int().nonnegative(),
  /** Part of the input that the provider had cached. */
  cachedTokens: z.number().int().nonnegative().default(0),
  thoughtTokens: z.number().int().nonnegative().default(0),
  totalTokens: z.number().int().nonnegative(),
  /** Tokens of the last call's prompt: how much of the context window is filled. */
  contextTokens: z.number().int().nonnegative().default(0),
  contextWindow: z.number().int().positive().optional(),
});
export type Usage = z.infer<typeof usageSchema>;

// ---- tool calls ----------------------------------------------------------------------------------------------------

/** What a tool does, in the words of the Agent Client Protocol; chooses the icon and the verb of its card. */
export const toolKindSchema = z.enum(['read', 'edit', 'delete', 'move', 'search', 'execute', 'think', 'fetch', 'code-map', 'other']);
export type ToolKind = z.infer<typeof toolKindSchema>;

export const toolCallStateSchema = z.enum(['pending', 'awaiting-approval', 'running', 'succeeded', 'failed', 'denied', 'cancelled']);
export type ToolCallState = z.infer<typeof toolCallStateSchema>;

/** An edit as a person reviews it. `oldText` is null for a new file. */
export const fileDiffSchema = z.object({
  path: z.string(),
  oldText: z.string().nullable(),
  newText: z.string(),
});
export type FileDiff = z.infer<typeof fileDiffSchema>;

export const toolResultSchema = z.object({
  /** Text for people: what the tool printed or a summary of what it did. */
  output: z.string().default(''),
  /** Where `output` is only the beginning and the end: `chars` UTF-16 units are left out after the first `at`. The whole is asked for apart. */
  omitted: z.object({ at: z.number().int().nonnegative(), chars: z.number().int().positive() }).optional(),
  diff: fileDiffSchema.optional(),
  error: z.string().optional(),
  exitCode: z.number().int().optional(),
});
export type ToolResult = z.infer<typeof toolResultSchema>;

// ---- parts ---------------------------------------------------------------------------------------------------------

export const textPartSchema = z.object({ type: z.literal('text'), text: z.string() });
export const thoughtPartSchema = z.object({ type: z.literal('thought'), text: z.string(), subject: z.string().optional() });

/** A call and its outcome in one part, so that the two can never be separated or mixed up. */
export const toolCallPartSchema = z.object({
  type: z.literal('tool-call'),
  /** Unique within the conversation; given by the bridge. */
  callId: z.string(),
  /** The tool's name as the model knows it, e.g. `run_shell_command`. */
  name: z.string(),
  /** One line for people, e.g. "Run `npm test` in web/". */
  title: z.string(),
  kind: toolKindSchema,
  args: z.record(z.string(), z.unknown()),
  /** Files the call is about, as paths. */
  paths: z.array(z.string()).default([]),
  state: toolCallStateSchema,
  /** Set by main where it is worth saying: a rule allowed the call, or the person changed what it does before allowing it. */
  approval: z.object({ by: z.enum(['person', 'rule']), edited: z.boolean() }).optional(),
  result: toolResultSchema.optional(),
  /** Long arguments are cut and the diff is left out, that many characters together: the whole call is asked for apart. */
  leftOut: z.object({ chars: z.number().int().positive() }).optional(),
  startedAt: z.number().optional(),
  durationMs: z.number().nonnegative().optional(),
});
export type ToolCallPart = z.infer<typeof toolCallPartSchema>;
export type ToolCallApproval = NonNullable<ToolCallPart['approval']>;

export const imagePartSchema = z.object({
  type: z.literal('image'),
  mimeType: z.enum(['image/png', 'image/jpeg', 'image/webp', 'image/gif']),
  /** Base64. */
  data: z.string(),
  name: z.string().optional(),
});

/** A file that goes with a prompt by its content, because the agent can't open it by its path. */
export const filePartSchema = z.object({
  type: z.literal('file'),
  name: z.string().min(1).max(1000),
  sizeBytes: z.number().int().nonnegative(),
  content: z.discriminatedUnion('encoding', [
    z.object({ encoding: z.literal('text'), text: z.string() }),
    z.object({ encoding: z.literal('base64'), mimeType: z.literal('application/pdf'), data: z.string() }),
  ]),
});
export type FilePart = z.infer<typeof filePartSchema>;

/** Which files a folder holds that goes with a prompt; not what is in them. */
export const folderPartSchema = z.object({
  type: z.literal('folder'),
  /** Absolute. */
  path: z.string().min(1).max(4096),
  fileCount: z.number().int().nonnegative(),
  /** Paths below it; fewer than `fileCount` where that are many. */
  files: z.array(z.string()).max(1000),
  /** True where counting was given up. */
  hasMore: z.boolean(),
});
export type FolderPart = z.infer<typeof folderPartSchema>;

/** What goes with a prompt beside its words. */
export const attachedPartSchema = z.discriminatedUnion('type', [imagePartSchema, filePartSchema, folderPartSchema]);
export type AttachedPart = z.infer<typeof attachedPartSchema>;

/** What a person can send. */
export const userPartSchema = z.discriminatedUnion('type', [textPartSchema, imagePartSchema, filePartSchema, folderPartSchema]);
export type UserPart = z.infer<typeof userPartSchema>;

/** True for the parts a person sent. */
export function isUserPart(part: Part): part is UserPart {
  return part.type === 'text' || part.type === 'image' || part.type === 'file' || part.type === 'folder';
}

/** What the person said into the running turn, where it reached the model: part of the answer it entered. */
export const steeringPartSchema = z.object({ type: z.literal('steering'), parts: z.array(userPartSchema) });

/** A failure as part of the thread, with the action that helps. */
export const errorPartSchema = z.object({ type: z.literal('error'), error: errorInfoSchema });

/** Something that happened to the conversation itself and is worth a quiet line. */
export const noticePartSchema = z.object({
  type: z.literal('notice'),
  notice: z.enum(['restored', 'retried', 'context-compressed', 'one-shot', 'loop-detected', 'mcp', 'info']),
  text: z.string(),
});

/** One ordered piece of a message. */
export const partSchema = z.discriminatedUnion('type', [
  textPartSchema,
  thoughtPartSchema,
  toolCallPartSchema,
  imagePartSchema,
  filePartSchema,
  folderPartSchema,
  steeringPartSchema,
  errorPartSchema,
  noticePartSchema,
]);
export type Part = z.infer<typeof partSchema>;

// ---- messages and conversations ------------------------------------------------------------------------------------

export const roleSchema = z.enum(['user', 'assistant']);
export type Role = z.infer<typeof roleSchema>;

/**
 * `streaming`: its turn runs. `interrupted`: the agent or the app died under it; what was shown is kept.
 * `cancelled`: the person stopped it. `failed`: its last part is an error.
 */
export const messageStatusSchema = z.enum(['streaming', 'complete', 'interrupted', 'cancelled', 'failed']);
export type MessageStatus = z.infer<typeof messageStatusSchema>;

export const messageSchema = z.object({
  id: z.string(),
  conversationId: z.string(),
  /** Null for the first message of a conversation. */
  parentId: z.string().nullable(),
  /** Position in the order of creation within the conversation. Order is this, never a time. */
  seq: z.number().int().nonnegative(),
  /** Position on its path from the root, 0 for the first message. */
  depth: z.number().int().nonnegative(),
  role: roleSchema,
  status: messageStatusSchema,
  parts: z.array(partSchema),
  /** The model that answered; null for the person's messages. */
  model: z.string().nullable(),
  usage: usageSchema.nullable(),
  /** Milliseconds since the epoch. */
  createdAt: z.number(),
  finishedAt: z.number().nullable(),
  /** Messages with the same parent and role, this one included, oldest first: the branches one can step between. */
  siblingIds: z.array(z.string()),
});
export type Message = z.infer<typeof messageSchema>;

/** A working copy of the project that a conversation has for itself, on a branch of its own. */
export const worktreeSchema = z.object({
  branch: z.string(),
  /** The project folder that the conversation had before, and has again when the worktree is gone. */
  projectFolder: z.string(),
});
export type Worktree = z.infer<typeof worktreeSchema>;

export const conversationSchema = z.object({
  id: z.string(),
  title: z.string(),
  /** True once the person named it: it is then never renamed by itself. */
  titleIsManual: z.boolean(),
  agentId: z.string(),
  /** Null: the agent's default model. */
  model: z.string().nullable(),
  approvalMode: approvalModeSchema,
  /** The project: an absolute path, or null for a conversation without a folder. */
  projectFolder: z.string().nullable(),
  /** Further folders its agent may use, as absolute paths. */
  extraFolders: z.array(z.string()),
  /** Set where `projectFolder` is a worktree of the conversation's own. */
  worktree: worktreeSchema.nullable(),
  pinned: z.boolean(),
  archived: z.boolean(),
  /** The end of the path shown; null while there is no message. */
  leafMessageId: z.string().nullable(),
  createdAt: z.number(),
  /** The last turn or edit; orders the sidebar. */
  updatedAt: z.number(),
});
export type Conversation = z.infer<typeof conversationSchema>;

// ---- approvals -----------------------------------------------------------------------------------------------------

/** Exactly what would happen, by kind, so that the person judges the thing itself and not a summary. */
export const approvalDetailSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('command'), command: z.string(), folder: z.string().optional() }),
  z.object({ type: z.literal('edit'), diff: fileDiffSchema }),
  z.object({ type: z.literal('mcp'), server: z.string(), tool: z.string(), args: z.record(z.string(), z.unknown()) }),
  z.object({ type: z.literal('fetch'), urls: z.array(z.string()) }),
  z.object({ type: z.literal('question'), text: z.string() }),
]);
export type ApprovalDetail = z.infer<typeof approvalDetailSchema>;

export const approvalRequestSchema = z.object({
  /** Given by the bridge, unique within its conversation. */
  approvalId: z.string(),
  callId: z.string(),
  toolName: z.string(),
  kind: toolKindSchema,
  /** Verb and object in one line. */
  title: z.string(),
  /** Why it asks, where the agent says so. */
  reason: z.string().optional(),
  detail: approvalDetailSchema,
  /** False where "always" makes no sense for this call; the button is then left out. */
  canAllowAlways: z.boolean(),
});
export type ApprovalRequest = z.infer<typeof approvalRequestSchema>;

/** `allow-session`: this kind of call for the rest of this conversation's session. `allow-always`: remembered for the project. */
export const approvalDecisionSchema = z.enum(['allow-once', 'allow-session', 'allow-always', 'deny']);
export type ApprovalDecision = z.infer<typeof approvalDecisionSchema>;

// ---- agents --------------------------------------------------------------------------------------------------------

export const modelSchema = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string().optional(),
  contextWindow: z.number().int().positive().optional(),
});
export type Model = z.infer<typeof modelSchema>;

export const agentCapabilitiesSchema = z.object({
  models: z.boolean(),
  thoughts: z.boolean(),
  tools: z.boolean(),
  approvals: z.boolean(),
  images: z.boolean(),
  /** Can take `restore` frames: history given by the host. */
  restore: z.boolean(),
  hostTools: z.boolean(),
  /** Takes files and folders as parts of a prompt. Absent: no. */
  files: z.boolean().optional(),
  /** Takes words into a running turn, see `steer` in bridge.ts. Absent: no. */
  steering: z.boolean().optional(),
  /** Takes MCP servers, see `configure`. */
  mcpServers: z.boolean().optional(),
  /** Can summarize the beginning of a conversation to make room, see `compress` in bridge.ts. Absent: no. */
  compression: z.boolean().optional(),
});
export type AgentCapabilities = z.infer<typeof agentCapabilitiesSchema>;
