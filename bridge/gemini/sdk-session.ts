/** The life of one SDK instance: opened for a project folder, kept for all turns, closed when the folder or the MCP servers change. */
import type { HostTool as HostToolDefinition } from '#protocol/bridge.ts';
import type { ApprovalMode } from '#protocol/conversation.ts';
import type { Checkpoints } from '../serving/checkpoints.ts';
import type { HostCalls } from '../serving/host-calls.ts';
import { confine, createConfinement } from './confinement.ts';
import type { Credentials } from './environment.ts';
import { guardExecution } from './guarded-execution.ts';
import { HostTool } from './host-tools.ts';
import { McpServers } from './mcp/mcp-servers.ts';
import { ProviderTap } from './provider-tap.ts';
import {
  type Config,
  type Content,
  type ContentPart,
  CoreEvent,
  coreEvents,
  type MessageBus,
  PolicyDecision,
  ROOT_SCHEDULER_ID,
  Scheduler,
  type SdkApprovalMode,
} from './sdk.ts';
import { createConfig, fromSdkMode, type SessionSettings, TO_SDK_MODE } from './sdk-config.ts';

export interface SessionOptions {
  settings: SessionSettings;
  credentials: Credentials | null;
  hostCalls: HostCalls;
  checkpoints: Checkpoints;
  history: Content[];
  /** The SDK changed the mode by itself, e.g. because a plan was accepted. */
  onApprovalModeChanged(mode: ApprovalMode): void;
}

export interface SdkSession {
  readonly config: Config;
  readonly scheduler: Scheduler;
  readonly messageBus: MessageBus;
  readonly tap: ProviderTap;
  readonly mcp: McpServers;
  /** What the model would be sent as the conversation so far. */
  history(): Content[];
  /** Replaces the conversation. Whatever a turn that was cut off still does cannot touch the new one. */
  replaceHistory(contents: Content[]): Promise<void>;
  setModel(model: string): void;
  setApprovalMode(mode: ApprovalMode): void;
  setHostTools(tools: HostToolDefinition[]): Promise<void>;
  close(): Promise<void>;
}

/** Above the catch-all that denies everything in plan mode (1.040), below what a person decides [SDK, policies/plan.toml]. */
const READ_ONLY_TOOL_PRIORITY = 1.05;

/** Throws what `createConfig` throws. */
export async function openSession({
  settings,
  credentials,
  hostCalls,
  checkpoints,
  history,
  onApprovalModeChanged,
}: SessionOptions): Promise<SdkSession> {
  const config = await createConfig(settings, credentials);
  const onModeChanged = (payload: { sessionId: string; mode: SdkApprovalMode }) => {
    if (payload.sessionId === config.getSessionId()) onApprovalModeChanged(fromSdkMode(payload.mode));
  };
  const tap = new ProviderTap();
  tap.attach(config);
  const client = config.getGeminiClient();
  const messageBus = config.getMessageBus();
  const scheduler = new Scheduler({
    context: config,
    messageBus,
    getPreferredEditor: () => undefined,
    schedulerId: ROOT_SCHEDULER_ID,
  });
  coreEvents.on(CoreEvent.ApprovalModeChanged, onModeChanged);
  const confinement = createConfinement(config, [settings.folder, ...settings.includeFolders]);
  confine(config, confinement);
  guardExecution(scheduler, { folder: settings.folder, confinement, checkpoints });

  const session: SdkSession = {
    config,
    scheduler,
    messageBus,
    tap,
    mcp: new McpServers(config, settings.mcpServers),
    history: () => withoutSessionContext(client.getChat().getHistory()),
    // A new chat object: a stream that still waits for its retry would roll the old one back when it notices that it was stopped.
    replaceHistory: (contents) => client.resumeChat(contents),
    setModel(model) {
      if (config.getModel() === model) return;
      config.setModel(model);
      client.clearCurrentSequenceModel();
    },
    setApprovalMode: (mode) => config.setApprovalMode(TO_SDK_MODE[mode]),
    setHostTools: (tools) => setHostTools(config, tools, hostCalls),
    async close() {
      coreEvents.off(CoreEvent.ApprovalModeChanged, onModeChanged);
      scheduler.dispose();
      await session.mcp.close();
      await config.dispose();
    },
  };
  await session.setHostTools(settings.hostTools);
  if (history.length > 0) await session.replaceHistory(history);
  return session;
}

async function setHostTools(config: Config, tools: HostToolDefinition[], hostCalls: HostCalls): Promise<void> {
  const registry = config.getToolRegistry();
  const policies = config.getPolicyEngine();
  for (const tool of registry.getAllTools()) {
    if (!(tool instanceof HostTool)) continue;
    registry.unregisterTool(tool.name);
    policies.removeRulesForTool(tool.name, HOST_TOOL_RULE_SOURCE);
  }
  for (const definition of tools) {
    registry.registerTool(new HostTool(definition, hostCalls, config.getMessageBus()));
    if (!definition.readOnly) continue;
    policies.addRule({
      toolName: definition.name,
      decision: PolicyDecision.ALLOW,
      priority: READ_ONLY_TOOL_PRIORITY,
      source: HOST_TOOL_RULE_SOURCE,
    });
  }
  await config.getGeminiClient().setTools();
}

const HOST_TOOL_RULE_SOURCE = 'Agent Manager (read-only tool)';

/** The first content of every chat tells the model about date and folder; a new chat brings its own. */
function withoutSessionContext(contents: Content[]): Content[] {
  const [first, ...rest] = contents;
  const isContext = (part: ContentPart | undefined) => part?.text?.startsWith('<session_context>') ?? false;
  if (first === undefined || !isContext(first.parts?.[0])) return contents;
  const parts = (first.parts ?? []).slice(1);
  return parts.length === 0 ? rest : [{ ...first, parts }, ...rest];
}
