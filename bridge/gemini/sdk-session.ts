/** The life of one SDK instance: opened for a project folder, kept for all turns, closed when the folder or the MCP servers change. */
import { randomUUID } from 'node:crypto';
import { statSync } from 'node:fs';
import type { HostTool as HostToolDefinition, McpServer } from '#protocol/bridge.ts';
import type { ApprovalMode } from '#protocol/conversation.ts';
import { AppError } from '#protocol/errors.ts';
import { type Credentials, commandEnvironment, setProjectHome } from './environment.ts';
import { type HostCalls, HostTool } from './host-tools.ts';
import { ProviderTap } from './provider-tap.ts';
import {
  AuthType,
  ChatRecordingService,
  Config,
  type Content,
  type ContentPart,
  CoreEvent,
  coreEvents,
  createPolicyEngineConfig,
  createPolicyUpdater,
  MCPServerConfig,
  type MessageBus,
  PolicyDecision,
  ROOT_SCHEDULER_ID,
  Scheduler,
  SdkApprovalMode,
} from './sdk.ts';

export interface SessionSettings {
  model: string;
  approvalMode: ApprovalMode;
  folder: string;
  includeFolders: string[];
  hostTools: HostToolDefinition[];
  mcpServers: Record<string, McpServer>;
}

export interface SessionOptions {
  settings: SessionSettings;
  credentials: Credentials | null;
  hostCalls: HostCalls;
  history: Content[];
  /** The SDK changed the mode by itself, e.g. because a plan was accepted. */
  onApprovalModeChanged(mode: ApprovalMode): void;
}

export interface SdkSession {
  readonly config: Config;
  readonly scheduler: Scheduler;
  readonly messageBus: MessageBus;
  readonly tap: ProviderTap;
  /** Settled when every MCP server has connected or failed to. */
  readonly mcpReady: Promise<unknown>;
  /** What the model would be sent as the conversation so far. */
  history(): Content[];
  /** Replaces the conversation. Whatever a turn that was cut off still does cannot touch the new one. */
  replaceHistory(contents: Content[]): Promise<void>;
  setModel(model: string): void;
  setApprovalMode(mode: ApprovalMode): void;
  setHostTools(tools: HostToolDefinition[]): Promise<void>;
  close(): Promise<void>;
}

/** The SDK's default of 10 keeps a person waiting for minutes. Settable, because a gateway may do its own retries. */
const MAX_ATTEMPTS = Math.max(1, Number(process.env.AGENT_MANAGER_GEMINI_ATTEMPTS) || 3);

/**
 * `ask_user` and `update_topic` are dialogs of the SDK's own terminal; sub-agents are off (`enableAgents`). The model asks and tells in
 * its answer instead.
 */
const EXCLUDED_TOOLS = ['ask_user', 'update_topic', 'invoke_agent', 'save_memory', 'complete_task', 'get_internal_docs'];

/** Above the catch-all that denies everything in plan mode (1.040), below what a person decides [SDK, policies/plan.toml]. */
const READ_ONLY_TOOL_PRIORITY = 1.05;

const TO_SDK_MODE: Record<ApprovalMode, SdkApprovalMode> = {
  default: SdkApprovalMode.DEFAULT,
  'auto-edit': SdkApprovalMode.AUTO_EDIT,
  plan: SdkApprovalMode.PLAN,
  yolo: SdkApprovalMode.YOLO,
};

/** Throws `AppError` `auth` without credentials. */
export async function openSession({
  settings,
  credentials,
  hostCalls,
  history,
  onApprovalModeChanged,
}: SessionOptions): Promise<SdkSession> {
  if (credentials === null) {
    throw new AppError({
      code: 'auth',
      message: 'There is no Gemini API key yet. Add one in Settings.',
      action: 'open-settings',
    });
  }
  assertFolder(settings.folder);
  setProjectHome(settings.folder);
  disableChatRecording();
  const approvalMode = TO_SDK_MODE[settings.approvalMode];
  const config = new Config({
    sessionId: randomUUID(),
    clientName: 'agent-manager',
    targetDir: settings.folder,
    cwd: settings.folder,
    env: commandEnvironment(),
    includeDirectories: settings.includeFolders.filter(isFolder),
    model: settings.model,
    debugMode: false,
    // False would turn every call that needs approval into an error.
    interactive: true,
    approvalMode,
    policyEngineConfig: await createPolicyEngineConfig({}, approvalMode),
    mcpServers: Object.fromEntries(Object.entries(settings.mcpServers).map(([name, server]) => [name, toMcpServerConfig(server)])),
    trustedFolder: true,
    usageStatisticsEnabled: false,
    telemetry: { enabled: false },
    enableHooks: false,
    enableAgents: false,
    topicUpdateNarration: false,
    excludeTools: EXCLUDED_TOOLS,
    // The SDK's own search; it would otherwise look for a binary to download.
    useRipgrep: false,
    ptyInfo: 'child_process',
    skipNextSpeakerCheck: true,
    maxAttempts: MAX_ATTEMPTS,
    contextFileName: ['GEMINI.md', 'AGENTS.md'],
    ...proxyFromEnvironment(),
  });
  const onModeChanged = (payload: { sessionId: string; mode: SdkApprovalMode }) => {
    if (payload.sessionId === config.getSessionId()) onApprovalModeChanged(fromSdkMode(payload.mode));
  };
  try {
    await signIn(config, credentials);
    await config.initialize();
    // Without it "always allow" does not stick.
    createPolicyUpdater(config.getPolicyEngine(), config.getMessageBus(), config.storage);
  } catch (error) {
    await config.dispose().catch(() => {
      // It failed half-way; the first error is the one that counts.
    });
    throw error;
  }
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

  const session: SdkSession = {
    config,
    scheduler,
    messageBus,
    tap,
    mcpReady: Promise.resolve((config as unknown as { mcpInitializationPromise?: Promise<unknown> }).mcpInitializationPromise),
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
      await config.dispose();
    },
  };
  await session.setHostTools(settings.hostTools);
  if (history.length > 0) await session.replaceHistory(history);
  return session;
}

function assertFolder(folder: string): void {
  if (isFolder(folder)) return;
  throw new AppError({
    code: 'not-found',
    message: `The project folder does not exist any more: ${folder}`,
    action: 'choose-folder',
  });
}

function isFolder(folder: string): boolean {
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

async function signIn(config: Config, credentials: Credentials): Promise<void> {
  switch (credentials.method) {
    case 'api-key':
      return config.refreshAuth(AuthType.USE_GEMINI, credentials.apiKey, credentials.baseUrl);
    case 'gateway':
      return config.refreshAuth(AuthType.GATEWAY, undefined, credentials.baseUrl);
    case 'vertex-ai':
      // For Vertex AI the SDK takes the key from the environment only.
      if (credentials.apiKey !== undefined) process.env.GOOGLE_API_KEY = credentials.apiKey;
      try {
        return await config.refreshAuth(AuthType.USE_VERTEX_AI);
      } finally {
        delete process.env.GOOGLE_API_KEY;
      }
  }
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

function toMcpServerConfig(server: McpServer): MCPServerConfig {
  if ('url' in server) return new MCPServerConfig(undefined, undefined, undefined, undefined, undefined, server.url, server.headers);
  return new MCPServerConfig(server.command, server.args, server.env, server.cwd);
}

function fromSdkMode(mode: SdkApprovalMode): ApprovalMode {
  return (Object.keys(TO_SDK_MODE) as ApprovalMode[]).find((key) => TO_SDK_MODE[key] === mode) ?? 'default';
}

function proxyFromEnvironment(environment: NodeJS.ProcessEnv = process.env): { proxy?: string } {
  const proxy = environment.HTTPS_PROXY || environment.https_proxy || environment.HTTP_PROXY || environment.http_proxy;
  return proxy ? { proxy } : {};
}

/** The first content of every chat tells the model about date and folder; a new chat brings its own. */
function withoutSessionContext(contents: Content[]): Content[] {
  const [first, ...rest] = contents;
  const isContext = (part: ContentPart | undefined) => part?.text?.startsWith('<session_context>') ?? false;
  if (first === undefined || !isContext(first.parts?.[0])) return contents;
  const parts = (first.parts ?? []).slice(1);
  return parts.length === 0 ? rest : [{ ...first, parts }, ...rest];
}

/**
 * The SDK writes every conversation to a file of its own. The client keeps the conversation, and a second copy would stay behind when
 * the person deletes it. A recorder that was never initialised records nothing.
 */
function disableChatRecording(): void {
  ChatRecordingService.prototype.initialize = async () => {};
}
