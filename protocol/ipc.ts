/**
 * Renderer <-> main: every channel and every event, with its schemas, in one place. Both sides take their types from here;
 * main parses each payload and checks its sender, the preload turns the names into functions.
 */
import { z } from 'zod';
import { accountInvokeContract } from './account.ts';
import { approvalRuleSchema } from './approval-rules.ts';
import { attachmentsContract } from './attachments.ts';
import { changesEventContract, changesInvokeContract } from './changes.ts';
import { chatEventSchema, chatInvokeContract, conversationSummarySchema, openApprovalSchema } from './chat.ts';
import { chordSchema } from './chords.ts';
import { ownShortcutsSchema } from './commands.ts';
import { agentCapabilitiesSchema, approvalDecisionSchema, approvalModeSchema, modelSchema } from './conversation.ts';
import { dataContract, dataEvents, recoveryContract } from './data.ts';
import { doctorReportSchema } from './doctor.ts';
import { errorInfoSchema } from './errors.ts';
import { INTERMAP_COMMAND_NAMES } from './intermap.ts';
import { intermapProgressSchema } from './intermap-frames.ts';
import type { EVENT_CHANNELS, INVOKE_CHANNELS } from './ipc-names.ts';
import { languageSettingSchema } from './language.ts';
import { mcpServerSchema } from './mcp.ts';
import { mcpInvokeContract } from './mcp-ipc.ts';
import { networkContract, networkEvents, noProxySchema, proxyModeSchema, proxyUrlSchema } from './network.ts';
import { modelPriceSchema } from './prices.ts';
import { processesInvokeContract, sessionsSummarySchema } from './processes.ts';
import { projectsInvokeContract } from './projects.ts';
import { queueContract } from './queue.ts';
import { quickComposerContract, quickComposerEvents } from './quick-composer.ts';
import { searchFacetsSchema, searchPageSchema, searchRequestSchema } from './search.ts';
import { settingsFileContract } from './settings-file.ts';
import { updateFeedSchema, updatesContract, updatesEvents } from './updates.ts';
import { conversationUsageSchema } from './usage.ts';
import { windowCommandSchema } from './window-commands.ts';

// What these hold is part of the contract, and is found here with the rest of it.
export * from './account.ts';
export * from './chat.ts';
export * from './processes.ts';

const id = z.string().min(1).max(100);
const nothing = z.undefined().optional();

// ---- values that only the window needs -----------------------------------------------------------------------------

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

/** `system`: high where the desktop asks for it. */
export const contrastSchema = z.enum(['system', 'high']);
export type Theme = z.infer<typeof themeSchema>;

/** What the pane on the window's right side can show. */
export const inspectorTabSchema = z.enum(['changes', 'code-map', 'approvals', 'processes']);
export type InspectorTab = z.infer<typeof inspectorTabSchema>;

export const settingsSchema = z.object({
  theme: themeSchema.default('system'),
  language: languageSettingSchema.default('system'),
  contrast: contrastSchema.default('system'),
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
  proxyMode: proxyModeSchema.default('system'),
  /** For the mode `manual`. */
  proxyUrl: proxyUrlSchema.nullable().default(null),
  noProxy: noProxySchema.default(''),
  /** A PEM file of certificate authorities to trust beside the usual ones. */
  caFile: z.string().min(1).max(4096).nullable().default(null),
  /** The person's own keys for commands; those of a command that isn't named are its usual ones. */
  shortcuts: ownShortcutsSchema.default({}),
  /** Keys that bring up the quick composer from anywhere; null: none. */
  quickComposerKeys: chordSchema.nullable().default(null),
  /** Where new versions of the app are announced; null: nowhere is looked. */
  updateFeed: updateFeedSchema.nullable().default(null),
  /** Looks by itself; nothing is downloaded or installed without the person's word. */
  checkForUpdates: z.boolean().default(false),
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

export const appInfoSchema = z.object({
  version: z.string(),
  platform: z.string(),
  dataFolder: z.string(),
  logFolder: z.string(),
  homeFolder: z.string(),
});
export type AppInfo = z.infer<typeof appInfoSchema>;

// ---- the contract --------------------------------------------------------------------------------------------------

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

  ...chatInvokeContract,
  ...queueContract,
  ...attachmentsContract,

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

  ...accountInvokeContract,

  /** Looks at everything the app needs; takes a few seconds. */
  'doctor.run': { request: nothing, response: doctorReportSchema },
  /** Puts the last report into the clipboard as text. */
  'doctor.copy': { request: nothing, response: nothing },

  'usage.conversation': { request: z.object({ conversationId: id }), response: conversationUsageSchema },

  ...mcpInvokeContract,

  'settings.get': { request: nothing, response: settingsSchema },
  ...settingsFileContract,
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

  ...networkContract,
  ...quickComposerContract,

  ...dataContract,
  ...recoveryContract,
  ...updatesContract,

  ...processesInvokeContract,

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
  ...networkEvents,
  ...quickComposerEvents,
  ...dataEvents,
  /** The code map began to run one process per call because its own kept crashing, or went back: with a sentence for the person. */
  'codeMap.modeChanged': z.object({ mode: z.enum(['persistent', 'one-shot']), message: z.string() }),
  ...updatesEvents,
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
