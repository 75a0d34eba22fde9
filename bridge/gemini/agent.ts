/** The agent of one bridge: its settings, its conversation, and the SDK session that is opened when first needed. */
import path from 'node:path';
import type { BridgeRequestOf, HelloData, RestoredMessage } from '#protocol/bridge.ts';
import type { ApprovalMode } from '#protocol/conversation.ts';
import { AppError } from '#protocol/errors.ts';
import { GEMINI_DEFAULT_MODEL, GEMINI_MODELS } from '#protocol/gemini-models.ts';
import type { McpServerState } from '#protocol/mcp.ts';
import { Checkpoints } from '../serving/checkpoints.ts';
import { HostCalls } from '../serving/host-calls.ts';
import type { ServedAgent, TurnChannel } from '../serving/served-agent.ts';
import { Compression } from './compression.ts';
import type { Credentials } from './environment.ts';
import { classifyError } from './errors.ts';
import { AGENT_ID, contentsOf, toContentParts } from './history.ts';
import { ALL_BUILTIN_TOOL_NAMES, type Content } from './sdk.ts';
import type { SessionSettings } from './sdk-config.ts';
import { openSession, type SdkSession } from './sdk-session.ts';
import { SDK_VERSION } from './sdk-version.ts';
import { Turn } from './turn.ts';

export interface GeminiAgentOptions {
  credentials: Credentials | null;
  folder: string;
  /** The mode changed without the client asking for it. */
  onApprovalModeChanged(mode: ApprovalMode): void;
}

export class GeminiAgent implements ServedAgent {
  readonly hostCalls = new HostCalls();
  readonly checkpoints = new Checkpoints();
  readonly #options: GeminiAgentOptions;
  readonly #settings: SessionSettings;
  #opening: Promise<SdkSession> | undefined;
  /** The conversation while no session holds it. */
  #history: Content[] = [];
  /** The folder or the MCP servers changed: the open session is for others. */
  #isStale = false;
  #hostToolsChanged = false;

  constructor(options: GeminiAgentOptions) {
    this.#options = options;
    this.#settings = {
      model: process.env.GEMINI_MODEL || GEMINI_DEFAULT_MODEL,
      approvalMode: 'default',
      folder: options.folder,
      includeFolders: [],
      hostTools: [],
      mcpServers: {},
    };
  }

  introduce(): Omit<HelloData, 'protocolVersion'> {
    return {
      agent: { id: AGENT_ID, name: 'Gemini', version: SDK_VERSION },
      capabilities: {
        models: true,
        thoughts: true,
        tools: true,
        approvals: true,
        images: true,
        restore: true,
        hostTools: true,
        files: true,
        steering: true,
        mcpServers: true,
        compression: true,
      },
      models: [...GEMINI_MODELS],
      defaultModel: this.#settings.model,
    };
  }

  /** Takes settings over; those a session has to be made for are taken by the next turn. */
  async configure({ model, approvalMode, folder, includeFolders, hostTools, mcpServers }: BridgeRequestOf<'configure'>): Promise<void> {
    if (folder !== undefined) assertAbsolute(folder);
    includeFolders?.forEach(assertAbsolute);
    for (const tool of hostTools ?? []) assertFreeName(tool.name);
    const settings = this.#settings;
    const before = sessionKey(settings);
    if (model !== undefined) settings.model = model;
    if (folder !== undefined) settings.folder = folder;
    if (includeFolders !== undefined) settings.includeFolders = includeFolders;
    if (mcpServers !== undefined) settings.mcpServers = mcpServers;
    if (sessionKey(settings) !== before && this.#opening !== undefined) this.#isStale = true;
    if (hostTools !== undefined) {
      settings.hostTools = hostTools;
      this.#hostToolsChanged = true;
    }
    if (approvalMode !== undefined) {
      settings.approvalMode = approvalMode;
      (await this.#openedSession())?.setApprovalMode(approvalMode);
    }
  }

  async mcpStates(): Promise<McpServerState[]> {
    return (await this.#openedSession())?.mcp.states() ?? [];
  }

  async restartMcpServer(name: string): Promise<void> {
    await (await this.#openedSession())?.mcp.restart(name);
  }

  /** Begins to open the session, so that the first turn need not wait. What goes wrong is told by that turn. */
  warmUp(): void {
    if (this.#options.credentials === null) return;
    this.#session().catch(() => {});
  }

  /** Replaces the conversation, or adds to it. Not while a turn runs. */
  async restore(messages: readonly RestoredMessage[], append: boolean): Promise<void> {
    const session = await this.#openedSession();
    const before = append ? (session?.history() ?? this.#history) : [];
    const history = contentsOf(messages, before);
    if (session === undefined) this.#history = history;
    else await session.replaceHistory(history);
  }

  /** Gets the session ready for the next turn; the result makes it. Rejects with an `AppError` when the SDK cannot be started. */
  async prepareTurn(request: BridgeRequestOf<'message'>): Promise<(channel: TurnChannel) => Turn> {
    const prompt = toContentParts([{ type: 'text', text: request.content }, ...(request.attachments ?? [])]);
    if (prompt.length === 0) throw new AppError({ code: 'invalid-request', message: 'The message is empty.' });
    const session = await this.#session();
    if (this.#hostToolsChanged) {
      this.#hostToolsChanged = false;
      await session.setHostTools(this.#settings.hostTools);
    }
    return (channel) => {
      session.setModel(request.model ?? this.#settings.model);
      return new Turn({ session, prompt, folder: this.#settings.folder, ...channel });
    };
  }

  /** Gets the session ready for making room in the context. */
  async prepareCompression(): Promise<(channel: TurnChannel) => Compression> {
    const session = await this.#session();
    return ({ emit }) => {
      session.setModel(this.#settings.model);
      return new Compression(session, emit);
    };
  }

  /** Stops what runs in the background, e.g. MCP servers. */
  async close(): Promise<void> {
    await (await this.#openedSession())?.close();
    this.#opening = undefined;
  }

  async #session(): Promise<SdkSession> {
    if (this.#isStale) {
      const old = await this.#openedSession();
      this.#history = old?.history() ?? this.#history;
      this.#opening = undefined;
      this.#isStale = false;
      await old?.close();
    }
    this.#opening ??= this.#open();
    return this.#opening;
  }

  async #open(): Promise<SdkSession> {
    this.#hostToolsChanged = false;
    try {
      return await openSession({
        settings: { ...this.#settings },
        credentials: this.#options.credentials,
        hostCalls: this.hostCalls,
        checkpoints: this.checkpoints,
        history: this.#history,
        onApprovalModeChanged: (mode) => this.#takeOverMode(mode),
      });
    } catch (error) {
      // The next turn tries again: a folder may be back, a network up.
      this.#opening = undefined;
      throw classifyError(error);
    }
  }

  /** The session if one is open or being opened, and undefined when that failed. */
  async #openedSession(): Promise<SdkSession | undefined> {
    try {
      return await this.#opening;
    } catch {
      // Told to whoever opened it.
      return undefined;
    }
  }

  #takeOverMode(mode: ApprovalMode): void {
    if (mode === this.#settings.approvalMode) return;
    this.#settings.approvalMode = mode;
    this.#options.onApprovalModeChanged(mode);
  }
}

function sessionKey({ folder, includeFolders, mcpServers }: SessionSettings): string {
  return JSON.stringify([folder, includeFolders, mcpServers]);
}

function assertAbsolute(folder: string): void {
  if (!path.isAbsolute(folder)) throw new AppError({ code: 'invalid-request', message: `A folder must be an absolute path: ${folder}` });
}

function assertFreeName(name: string): void {
  if (!(ALL_BUILTIN_TOOL_NAMES as readonly string[]).includes(name)) return;
  throw new AppError({ code: 'invalid-request', message: `A tool of the agent has this name already: ${name}` });
}
