/** The SDK's configuration for one project folder: what is on, what is off, where its state goes, who signs in. */
import { randomUUID } from 'node:crypto';
import { statSync } from 'node:fs';
import type { HostTool as HostToolDefinition, McpServer } from '#protocol/bridge.ts';
import type { ApprovalMode } from '#protocol/conversation.ts';
import { AppError } from '#protocol/errors.ts';
import { type Credentials, commandEnvironment, setProjectHome } from './environment.ts';
import { AuthType, ChatRecordingService, Config, createPolicyEngineConfig, createPolicyUpdater, SdkApprovalMode } from './sdk.ts';

export interface SessionSettings {
  model: string;
  approvalMode: ApprovalMode;
  folder: string;
  includeFolders: string[];
  hostTools: HostToolDefinition[];
  mcpServers: Record<string, McpServer>;
}

/** The SDK's default of 10 keeps a person waiting for minutes. Settable, because a gateway may do its own retries. */
const MAX_ATTEMPTS = Math.max(1, Number(process.env.AGENT_MANAGER_GEMINI_ATTEMPTS) || 3);

/**
 * `ask_user` and `update_topic` are dialogs of the SDK's own terminal; sub-agents are off (`enableAgents`). The model asks and tells in
 * its answer instead.
 */
const EXCLUDED_TOOLS = ['ask_user', 'update_topic', 'invoke_agent', 'save_memory', 'complete_task', 'get_internal_docs'];

export const TO_SDK_MODE: Record<ApprovalMode, SdkApprovalMode> = {
  default: SdkApprovalMode.DEFAULT,
  'auto-edit': SdkApprovalMode.AUTO_EDIT,
  plan: SdkApprovalMode.PLAN,
  yolo: SdkApprovalMode.YOLO,
};

/** Signed in and initialised. Throws `AppError`: `auth` without credentials, `not-found` without the folder. */
export async function createConfig(settings: SessionSettings, credentials: Credentials | null): Promise<Config> {
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
    // Ours are connected one by one (mcp/mcp-servers.ts): the SDK waits for all of them, for up to ten minutes.
    mcpServers: {},
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
  return config;
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

/** The app's word for a mode of the SDK. */
export function fromSdkMode(mode: SdkApprovalMode): ApprovalMode {
  return (Object.keys(TO_SDK_MODE) as ApprovalMode[]).find((key) => TO_SDK_MODE[key] === mode) ?? 'default';
}

function proxyFromEnvironment(environment: NodeJS.ProcessEnv = process.env): { proxy?: string } {
  const proxy = environment.HTTPS_PROXY || environment.https_proxy || environment.HTTP_PROXY || environment.http_proxy;
  return proxy ? { proxy } : {};
}

/**
 * The SDK writes every conversation to a file of its own. The client keeps the conversation, and a second copy would stay behind when
 * the person deletes it. A recorder that was never initialised records nothing.
 */
function disableChatRecording(): void {
  ChatRecordingService.prototype.initialize = async () => {};
}
