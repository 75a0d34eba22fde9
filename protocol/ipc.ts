/**
 * Renderer <-> main: every channel and every event, with its schemas, in one place. Both sides take their types from here;
 * main parses each payload and checks its sender, the preload turns the names into functions.
 */
import { z } from 'zod';
import { approvalRuleSchema, ruleScopeSchema } from './approval-rules.ts';
import { attachmentsContract, MAX_DRAFT_ATTACHMENTS } from './attachments.ts';
import { changesEventContract, changesInvokeContract } from './changes.ts';
import { chordSchema } from './chords.ts';
import { ownShortcutsSchema } from './commands.ts';
import {
  agentCapabilitiesSchema,
  approvalDecisionSchema,
  approvalModeSchema,
  approvalRequestSchema,
  attachedPartSchema,
  conversationSchema,
  messageSchema,
  modelSchema,
  partSchema,
  sessionStateSchema,
  toolCallPartSchema,
} from './conversation.ts';
import { dataContract, dataEvents, recoveryContract } from './data.ts';
import { doctorReportSchema } from './doctor.ts';
import { errorInfoSchema } from './errors.ts';
import { INTERMAP_COMMAND_NAMES, intermapProgressSchema } from './intermap.ts';
import type { EVENT_CHANNELS, INVOKE_CHANNELS } from './ipc-names.ts';
import { languageSettingSchema } from './language.ts';
import { mcpServerSchema } from './mcp.ts';
import { mcpInvokeContract } from './mcp-ipc.ts';
import { modelPriceSchema } from './prices.ts';
import { projectsInvokeContract } from './projects.ts';
import { messageQueueSchema, promptSchema, queueContract } from './queue.ts';
import { quickComposerContract, quickComposerEvents } from './quick-composer.ts';
import { searchFacetsSchema, searchPageSchema, searchRequestSchema } from './search.ts';
import { conversationUsageSchema } from './usage.ts';
import { windowCommandSchema } from './window-commands.ts';

const id = z.string().min(1).max(100);
const nothing = z.undefined().optional();

// ---- values that only the window needs -----------------------------------------------------------------------------

/** A conversation as the sidebar shows it. */
export const conversationSummarySchema = conversationSchema.extend({
  sessionState: sessionStateSchema,
  /** When the turn that runs began; absent when none does. */
  turnStartedAt: z.number().optional(),
  /** Approvals that wait for the person. */
  openApprovals: z.number().int().nonnegative(),
  /** Start of the newest text, one line. */
  preview: z.string(),
  /** A turn ended while another conversation was shown. */
  unread: z.boolean(),
});
export type ConversationSummary = z.infer<typeof conversationSummarySchema>;

/** What a turn waits for, so that no spinner goes without words. */
export const turnPhaseSchema = z.discriminatedUnion('phase', [
  z.object({ phase: z.literal('starting-agent') }),
  z.object({ phase: z.literal('restoring') }),
  /** MCP servers that are not ready yet. */
  z.object({ phase: z.literal('starting-mcp-servers'), names: z.array(z.string()) }),
  z.object({ phase: z.literal('waiting-for-model') }),
  z.object({ phase: z.literal('streaming') }),
  /** The beginning of the conversation becomes a summary. */
  z.object({ phase: z.literal('compressing') }),
  z.object({ phase: z.literal('running-tool'), title: z.string() }),
  z.object({ phase: z.literal('waiting-for-approval') }),
  /** `untilMs`: epoch time of the next try. */
  z.object({ phase: z.literal('retrying'), attempt: z.number(), maxAttempts: z.number(), untilMs: z.number(), reason: z.string() }),
  z.object({ phase: z.literal('stopping') }),
]);
export type TurnPhase = z.infer<typeof turnPhaseSchema>;

export const turnSchema = z.object({
  assistantMessageId: z.string(),
  startedAt: z.number(),
  phase: turnPhaseSchema,
});
export type Turn = z.infer<typeof turnSchema>;

/** An approval with the conversation that waits for it. */
export const openApprovalSchema = approvalRequestSchema.extend({
  conversationId: z.string(),
  messageId: z.string(),
  createdAt: z.number(),
  /** What "always" would cover from then on; absent where it is not offered. */
  ruleScope: ruleScopeSchema.optional(),
});
export type OpenApproval = z.infer<typeof openApprovalSchema>;

/** A page of the path shown: oldest first. */
export const messagePageSchema = z.object({
  messages: z.array(messageSchema),
  /** True when older messages exist above the first one here. */
  hasEarlier: z.boolean(),
  /** Length of the whole path. */
  totalMessages: z.number().int().nonnegative(),
});
export type MessagePage = z.infer<typeof messagePageSchema>;

export const openedConversationSchema = messagePageSchema.extend({
  conversation: conversationSummarySchema,
  turn: turnSchema.nullable(),
  approvals: z.array(openApprovalSchema),
  draft: z.string(),
  draftAttachments: z.array(attachedPartSchema),
  queue: messageQueueSchema,
});
export type OpenedConversation = z.infer<typeof openedConversationSchema>;

/** A page from the middle of the path shown. */
export const messagePageAroundSchema = messagePageSchema.extend({
  /** True when newer messages exist below the last one here. */
  hasLater: z.boolean(),
});
export type MessagePageAround = z.infer<typeof messagePageAroundSchema>;

/** A conversation opened at one of its messages instead of at its end. */
export const openedAroundSchema = openedConversationSchema.extend(messagePageAroundSchema.shape);
export type OpenedAround = z.infer<typeof openedAroundSchema>;

/** An agent that conversations can be held with. */
export const agentDescriptorSchema = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  capabilities: agentCapabilitiesSchema,
  models: z.array(modelSchema),
  defaultModel: z.string().nullable(),
  /** Absent when the agent can be used now; else what is missing. */
  missing: z.enum(['credentials']).optional(),
});
export type AgentDescriptor = z.infer<typeof agentDescriptorSchema>;

export const themeSchema = z.enum(['system', 'light', 'dark']);
export type Theme = z.infer<typeof themeSchema>;

/** What the pane on the window's right side can show. */
export const inspectorTabSchema = z.enum(['changes', 'code-map', 'approvals', 'processes']);
export type InspectorTab = z.infer<typeof inspectorTabSchema>;

export const settingsSchema = z.object({
  theme: themeSchema.default('system'),
  language: languageSettingSchema.default('system'),
  defaultAgentId: z.string().default('gemini'),
  defaultModel: z.string().nullable().default(null),
  defaultApprovalMode: approvalModeSchema.default('default'),
  recentFolders: z.array(z.string()).max(20).default([]),
  /** Agents that may have a process at the same time; null: chosen from the machine's memory. */
  maxLiveAgents: z.number().int().min(1).max(200).nullable().default(null),
  /** Minutes without a turn after which an agent process ends; its conversation goes on with the next turn. */
  idleStopMinutes: z.number().min(1).max(1440).default(10),
  /** Seconds without any progress after which a turn is given up. */
  turnDeadlineSeconds: z.number().min(10).max(3600).default(120),
  /** The Python that reads projects for the code map; null: the one that is found. */
  pythonPath: z.string().min(1).max(4096).nullable().default(null),
  /** What closing the window does where the desktop has a tray; asked once. */
  closeWindow: z.enum(['ask', 'keep-in-tray', 'quit']).default('ask'),
  /** Where backups go; null: into the data folder. */
  backupFolder: z.string().min(1).max(4096).nullable().default(null),
  /** The person's own prices by model, in US dollars per million tokens; they go before the table in prices.ts. */
  modelPrices: z.record(z.string().max(200), modelPriceSchema).default({}),
  /** Notifications of the desktop for what is not in view: an agent asks, a turn has ended (`long`: after half a minute or more), or failed. */
  notifyNeedsApproval: z.boolean().default(true),
  notifyFinished: z.enum(['never', 'long', 'always']).default('long'),
  notifyFailed: z.boolean().default(true),
  /** The person's own keys for commands; those of a command that isn't named are its usual ones. */
  shortcuts: ownShortcutsSchema.default({}),
  /** Keys that bring up the quick composer from anywhere; null: none. */
  quickComposerKeys: chordSchema.nullable().default(null),
  sidebarWidth: z.number().min(200).max(480).default(264),
  /** How an edit is shown where there is room for two columns. */
  diffLayout: z.enum(['unified', 'side-by-side']).default('unified'),
  inspectorWidth: z.number().min(320).max(960).default(380),
  /** What stands open beside the chat in a wide window; null: nothing. */
  inspectorTab: inspectorTabSchema.nullable().default(null),
});
export type Settings = z.infer<typeof settingsSchema>;

/** Some settings. Without their defaults: zod fills a default in for a field that is left out even of a `partial()`, so that one change would reset all others. */
const settingsPatchSchema = z.object(
  Object.fromEntries(Object.entries(settingsSchema.shape).map(([name, field]) => [name, field.unwrap().optional()])),
) as unknown as z.ZodType<Partial<Settings>, Partial<Settings>>;

/** How to reach the Gemini API. The key itself never travels from main to the window. */
export const geminiAccountSchema = z.discriminatedUnion('method', [
  z.object({ method: z.literal('api-key'), key: z.string().min(1).max(500).optional(), baseUrl: z.url().optional() }),
  z.object({
    method: z.literal('vertex-ai'),
    project: z.string().min(1),
    location: z.string().min(1),
    key: z.string().min(1).max(500).optional(),
  }),
]);
export type GeminiAccount = z.infer<typeof geminiAccountSchema>;

export const credentialStatusSchema = z.object({
  method: z.enum(['api-key', 'vertex-ai']),
  /** Where the key in use comes from. */
  source: z.enum(['none', 'environment', 'key-store', 'unprotected-file', 'memory']),
  /** The last four characters, to recognise it by. */
  keyHint: z.string().nullable(),
  baseUrl: z.string().nullable(),
  vertexProject: z.string().nullable(),
  vertexLocation: z.string().nullable(),
  /** False where the OS offers no key store: the person is asked before a key is kept in a plain file. */
  keyStoreAvailable: z.boolean(),
});
export type CredentialStatus = z.infer<typeof credentialStatusSchema>;

export const credentialTestSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), modelCount: z.number().int() }),
  z.object({ ok: z.literal(false), error: errorInfoSchema }),
]);
export type CredentialTest = z.infer<typeof credentialTestSchema>;

export const appInfoSchema = z.object({
  version: z.string(),
  platform: z.string(),
  dataFolder: z.string(),
  logFolder: z.string(),
  homeFolder: z.string(),
});
export type AppInfo = z.infer<typeof appInfoSchema>;

/** A process of the app, as the Processes view shows it. */
export const processInfoSchema = z.object({
  pid: z.number().int(),
  parentPid: z.number().int().nullable(),
  kind: z.enum(['main', 'renderer', 'gpu', 'utility', 'agent', 'code-map', 'guard', 'child']),
  /** An agent's is the title of its conversation. */
  label: z.string(),
  /** Null for what is no agent. */
  agentName: z.string().nullable(),
  conversationId: z.string().nullable(),
  state: sessionStateSchema.nullable(),
  cpuPercent: z.number().nonnegative(),
  memoryBytes: z.number().nonnegative(),
  startedAt: z.number(),
  restarts: z.number().int().nonnegative(),
  /** Epoch time at which the idle stop comes, or null. */
  idleStopAt: z.number().nullable(),
});
export type ProcessInfo = z.infer<typeof processInfoSchema>;

/** All agents together, for the sidebar's foot and the tray. */
export const sessionsSummarySchema = z.object({
  /** Agents that have a process. */
  liveAgents: z.number().int().nonnegative(),
  paused: z.boolean(),
});
export type SessionsSummary = z.infer<typeof sessionsSummarySchema>;

// ---- chat events ---------------------------------------------------------------------------------------------------

/**
 * What happens in an open conversation. Applying one twice does no harm: text carries its offset, everything else is whole.
 * So a window that reloads takes `chat.open` and goes on with events, whichever overlap.
 */
export const chatEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('message-added'), message: messageSchema }),
  z.object({ type: z.literal('part-set'), messageId: z.string(), index: z.number().int().nonnegative(), part: partSchema }),
  /** `text` follows the first `offset` UTF-16 units of the text or thought part at `index`. */
  z.object({
    type: z.literal('part-text'),
    messageId: z.string(),
    index: z.number().int().nonnegative(),
    offset: z.number().int().nonnegative(),
    text: z.string(),
  }),
  /** Live output of a running tool call: `text` follows the first `offset` UTF-16 units of its `result.output`. */
  z.object({
    type: z.literal('tool-output'),
    messageId: z.string(),
    index: z.number().int().nonnegative(),
    offset: z.number().int().nonnegative(),
    text: z.string(),
  }),
  /** The message's final word: status, usage, parts, all of it. */
  z.object({ type: z.literal('message-finished'), message: messageSchema }),
  z.object({ type: z.literal('queue-changed'), queue: messageQueueSchema }),
  z.object({ type: z.literal('turn-changed'), turn: turnSchema.nullable() }),
  /** Another path is shown now: open the conversation again. */
  z.object({ type: z.literal('path-changed') }),
]);
export type ChatEvent = z.infer<typeof chatEventSchema>;

// ---- the contract --------------------------------------------------------------------------------------------------

const conversationPatchSchema = z
  .object({
    title: z.string().trim().min(1).max(200),
    pinned: z.boolean(),
    archived: z.boolean(),
    agentId: id,
    model: z.string().min(1).max(200).nullable(),
    approvalMode: approvalModeSchema,
    projectFolder: z.string().min(1).max(4096).nullable(),
    extraFolders: z.array(z.string().min(1).max(4096)).max(20),
  })
  .partial();
export type ConversationPatch = z.infer<typeof conversationPatchSchema>;

/** What a person may put in place of a proposed text: the line it travels in stays below the cap also when every character is escaped. */
const MAX_EDITED_CHARS = 1_000_000;

/** Invoke channels: the window asks, main answers. */
export const invokeContract = {
  'app.info': { request: nothing, response: appInfoSchema },
  /** The window's answer to `app.closing`: what it had not saved yet has been sent. */
  'app.saved': { request: nothing, response: nothing },

  /** The window listens to events from now on. Answers with what was asked of it before, once. */
  'app.listening': { request: nothing, response: windowCommandSchema.nullable() },

  'agents.list': { request: nothing, response: z.array(agentDescriptorSchema) },

  /** Pinned first, then the newest turn first; all where no limit is given. */
  'conversations.list': {
    request: z.object({ archived: z.boolean().default(false), limit: z.number().int().min(1).optional() }),
    response: z.array(conversationSummarySchema),
  },
  'conversations.create': {
    request: z.object({
      agentId: id.optional(),
      model: z.string().min(1).max(200).nullable().optional(),
      projectFolder: z.string().min(1).max(4096).nullable().optional(),
    }),
    response: conversationSummarySchema,
  },
  'conversations.update': { request: z.object({ id, patch: conversationPatchSchema }), response: conversationSummarySchema },
  /** Ends its agent and hides it; kept until the undo window has passed. */
  'conversations.delete': { request: z.object({ id }), response: nothing },
  'conversations.undoDelete': { request: z.object({ id }), response: conversationSummarySchema },
  /** The person looks at it now: clears `unread`. Null: at none. */
  'conversations.setFocused': { request: z.object({ id: id.nullable() }), response: nothing },

  'chat.open': {
    request: z.object({ conversationId: id, limit: z.number().int().min(1).max(500).default(100) }),
    response: openedConversationSchema,
  },
  'chat.earlier': {
    request: z.object({ conversationId: id, beforeMessageId: id, limit: z.number().int().min(1).max(500).default(100) }),
    response: messagePageSchema,
  },
  /** Opens the conversation with this message and about half of `limit` above and below it; shows the path through it first where another one is shown. */
  'chat.openAround': {
    request: z.object({ conversationId: id, messageId: id, limit: z.number().int().min(1).max(500).default(100) }),
    response: openedAroundSchema,
  },
  /** What stands below a message of the path shown. */
  'chat.later': {
    request: z.object({ conversationId: id, afterMessageId: id, limit: z.number().int().min(1).max(500).default(100) }),
    response: messagePageAroundSchema,
  },
  /**
   * Stores the prompt, then starts the turn. `parentId` left out: continues the path shown; given: a branch beside the
   * message edited (null: beside the first one). Answers once the prompt is durable.
   */
  'chat.send': {
    request: z.object({ conversationId: id, parts: promptSchema, parentId: id.nullable().optional() }),
    response: z.object({ userMessageId: z.string(), assistantMessageId: z.string() }),
  },
  /** Answers the same prompt anew, as a branch beside the given answer. */
  'chat.retry': {
    request: z.object({ conversationId: id, assistantMessageId: id }),
    response: z.object({ assistantMessageId: z.string() }),
  },
  /** All that a tool call printed; messages carry only the beginning and the end of long output. */
  'chat.toolOutput': { request: z.object({ conversationId: id, messageId: id, callId: z.string().min(1).max(500) }), response: z.string() },
  /** A call of which a page left out what is long; its output is as in the page. */
  'chat.toolCall': {
    request: z.object({ conversationId: id, messageId: id, callId: z.string().min(1).max(500) }),
    response: toolCallPartSchema,
  },
  ...attachmentsContract,
  ...queueContract,
  /**
   * Makes room in the model's context: the beginning of the conversation becomes a summary for it. The thread keeps every word. A prompt that
   * did not fit before is sent again by itself. Throws `busy`, `conflict`.
   */
  'chat.compress': { request: z.object({ conversationId: id }), response: z.object({ assistantMessageId: id }) },
  'chat.stop': { request: z.object({ conversationId: id }), response: nothing },
  /** Shows the path through this message. */
  'chat.selectBranch': { request: z.object({ conversationId: id, messageId: id }), response: openedConversationSchema },
  'chat.saveDraft': { request: z.object({ conversationId: id, text: z.string().max(1_000_000) }), response: nothing },
  /** All that is attached to the prompt being written. */
  'chat.saveDraftAttachments': {
    request: z.object({ conversationId: id, attachments: z.array(attachedPartSchema).max(MAX_DRAFT_ATTACHMENTS) }),
    response: nothing,
  },

  /**
   * What was said, newest first. Asked with each key pressed: where a newer search came before this one's turn it fails with `cancelled`.
   */
  'search.messages': {
    request: searchRequestSchema,
    response: searchPageSchema,
  },
  'search.facets': { request: nothing, response: searchFacetsSchema },

  ...projectsInvokeContract,
  ...changesInvokeContract,

  'approvals.list': { request: nothing, response: z.array(openApprovalSchema) },
  'approvals.answer': {
    request: z.object({
      conversationId: id,
      approvalId: id,
      decision: approvalDecisionSchema,
      reason: z.string().max(10_000).optional(),
      newContent: z.string().max(MAX_EDITED_CHARS).optional(),
      newCommand: z.string().min(1).max(100_000).optional(),
    }),
    response: nothing,
  },
  'approvalRules.list': { request: nothing, response: z.array(approvalRuleSchema) },
  /** Takes a rule back, at once and for agents that run, too. */
  'approvalRules.revoke': { request: z.object({ ruleId: id }), response: nothing },
  'approvalRules.undoRevoke': { request: z.object({ ruleId: id }), response: nothing },

  'credentials.status': { request: nothing, response: credentialStatusSchema },
  /** Asks the provider with these credentials, or with those in use when none are given; stores nothing. */
  'credentials.test': { request: z.object({ account: geminiAccountSchema.optional() }), response: credentialTestSchema },
  /** `keepWithoutKeyStore`: the person agreed to a plain file, or wants it in memory only. */
  'credentials.save': {
    request: z.object({ account: geminiAccountSchema, keepWithoutKeyStore: z.enum(['file', 'memory']).optional() }),
    response: credentialStatusSchema,
  },
  'credentials.remove': { request: nothing, response: credentialStatusSchema },

  /** Looks at everything the app needs; takes a few seconds. */
  'doctor.run': { request: nothing, response: doctorReportSchema },
  /** Puts the last report into the clipboard as text. */
  'doctor.copy': { request: nothing, response: nothing },

  'usage.conversation': { request: z.object({ conversationId: id }), response: conversationUsageSchema },

  ...mcpInvokeContract,

  'settings.get': { request: nothing, response: settingsSchema },
  'settings.update': { request: z.object({ patch: settingsPatchSchema }), response: settingsSchema },

  /** Null when the person closed the dialog. */
  'desktop.chooseFolder': { request: z.object({ title: z.string().max(200).optional() }), response: z.string().nullable() },
  /** Opens http, https and mailto addresses in the person's browser; refuses all other schemes. */
  'desktop.openExternal': { request: z.object({ url: z.string().max(8192) }), response: nothing },
  'desktop.copyText': { request: z.object({ text: z.string().max(10_000_000) }), response: nothing },
  'desktop.showLog': { request: nothing, response: nothing },
  /** Opens a file of the conversation's project at a line (from 1) in the person's editor; refuses what lies outside of the project. */
  'desktop.openInEditor': {
    request: z.object({ conversationId: id, file: z.string().min(1).max(4096), line: z.number().int().min(1).default(1) }),
    response: nothing,
  },

  ...quickComposerContract,

  ...dataContract,
  ...recoveryContract,

  'processes.list': { request: nothing, response: z.array(processInfoSchema) },
  /** Ends the conversation's agent, its turn included; the next turn starts a new one. */
  'sessions.stop': { request: z.object({ conversationId: id }), response: nothing },
  'sessions.restart': { request: z.object({ conversationId: id }), response: nothing },
  'sessions.stopAll': { request: nothing, response: nothing },
  /** While paused no agent starts; those that run go on. */
  'sessions.setPaused': { request: z.object({ paused: z.boolean() }), response: nothing },
  'sessions.summary': { request: nothing, response: sessionsSummarySchema },
  /** What the conversation's agent last wrote to stderr; empty when there is nothing. */
  'sessions.log': { request: z.object({ conversationId: id }), response: z.string() },
  /** Puts versions, settings without secrets, processes and the end of the log into the clipboard. */
  'diagnostics.copy': { request: nothing, response: nothing },

  /** Runs a command of intermap on the conversation's project; the result is of its schema in intermap.ts, and parsed by main. */
  'codeMap.run': {
    request: z.object({ conversationId: id, command: z.enum(INTERMAP_COMMAND_NAMES), args: z.record(z.string(), z.unknown()).default({}) }),
    response: z.record(z.string(), z.unknown()),
  },
  /** Ends what the window runs for this conversation with `cancelled`; other conversations and agents are not touched. */
  'codeMap.cancel': { request: z.object({ conversationId: id }), response: nothing },
} as const satisfies Record<(typeof INVOKE_CHANNELS)[number], { request: z.ZodType; response: z.ZodType }>;

/** Pushed events: main tells, the window listens. */
export const eventContract = {
  'chat.event': z.object({ conversationId: z.string(), events: z.array(chatEventSchema) }),
  /** New or changed conversations, whole; `removed` are gone from the list they were in. */
  'conversations.changed': z.object({ upserted: z.array(conversationSummarySchema), removed: z.array(z.string()) }),
  ...changesEventContract,
  'approvals.changed': z.object({ approvals: z.array(openApprovalSchema) }),
  'approvalRules.changed': z.object({ rules: z.array(approvalRuleSchema) }),
  'agents.changed': z.object({ agents: z.array(agentDescriptorSchema) }),
  'mcp.changed': z.object({ servers: z.array(mcpServerSchema) }),
  'settings.changed': z.object({ settings: settingsSchema }),
  'sessions.changed': sessionsSummarySchema,
  ...quickComposerEvents,
  ...dataEvents,
  /** The code map began to run one process per call because its own kept crashing, or went back: with a sentence for the person. */
  'codeMap.modeChanged': z.object({ mode: z.enum(['persistent', 'one-shot']), message: z.string() }),
  /** How far a `codeMap.run` of the window has come with reading the project. */
  'codeMap.progress': intermapProgressSchema.extend({ conversationId: z.string() }),
  /** The menu, the tray or a link asks the window for something only it can do. */
  'command.requested': windowCommandSchema,
  /** The window is about to go: it saves what is being written now, and says so with `app.saved`. */
  'app.closing': z.object({}),
} as const satisfies Record<(typeof EVENT_CHANNELS)[number], z.ZodType>;

export type InvokeChannel = keyof typeof invokeContract;
export type InvokeRequest<Channel extends InvokeChannel> = z.input<(typeof invokeContract)[Channel]['request']>;
/** The request as main sees it, with defaults filled in. */
export type ParsedInvokeRequest<Channel extends InvokeChannel> = z.output<(typeof invokeContract)[Channel]['request']>;
export type InvokeResponse<Channel extends InvokeChannel> = z.output<(typeof invokeContract)[Channel]['response']>;

export type EventChannel = keyof typeof eventContract;
export type EventPayload<Channel extends EventChannel> = z.output<(typeof eventContract)[Channel]>;

/** How an answer crosses: contextBridge strips classes and extra fields off thrown errors, so errors travel as data. */
export const invokeReplySchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), error: errorInfoSchema }),
]);
export type InvokeReply = z.infer<typeof invokeReplySchema>;

/** What the preload puts on `window.agentManager`: one function per channel and per event, and nothing else. */
export type PreloadApi = {
  invoke: { [Channel in InvokeChannel]: (request?: InvokeRequest<Channel>) => Promise<InvokeReply> };
  /** The absolute path of a `File` the person dropped or picked; empty for one without. Electron tells it to the preload only. */
  pathForFile: (file: object) => string;
  /** Returns the function that ends the subscription. */
  on: { [Channel in EventChannel]: (listener: (payload: EventPayload<Channel>) => void) => () => void };
};
