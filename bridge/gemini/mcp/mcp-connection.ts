/** One MCP server of one SDK session: connected through the SDK's own client, given up after its deadline, ended with its process. */
import { randomUUID } from 'node:crypto';
import { settlesWithin } from '#platform/clock.ts';
import type { McpServer } from '#protocol/bridge.ts';
import { AppError } from '#protocol/errors.ts';
import type { McpServerState, McpTool } from '#protocol/mcp.ts';
import type { SupervisedStdioTransport } from '../../mcp-client/stdio-transport.ts';
import { commandEnvironment } from '../environment.ts';
import { type Config, DiscoveredMCPTool, MCPServerConfig, McpClient } from '../sdk.ts';
import { forgetStdioServer, registerStdioServer } from './mcp-stdio-transport.ts';

export interface McpConnectionOptions {
  name: string;
  server: McpServer;
  config: Config;
  /** Its state or its tools changed. */
  onChange(): void;
}

/** The manager of the SDK keeps clients for the texts and resources that servers give the model. */
interface ClientManager {
  readonly clients: Map<string, McpClient>;
}

export class McpConnection {
  readonly #options: McpConnectionOptions;
  /** Names this very connection to the SDK; a restart gets another. */
  readonly #key = `agent-manager-mcp-${randomUUID()}`;
  readonly #sdkConfig: MCPServerConfig;
  readonly #client: McpClient;
  #transport: SupervisedStdioTransport | undefined;
  #state: McpServerState['state'] = 'starting';
  #reason: string | undefined;
  /** Settled, never rejected, when it has connected or failed. */
  readonly started: Promise<void>;

  constructor(options: McpConnectionOptions) {
    this.#options = options;
    const { name, server, config } = options;
    if ('command' in server) {
      registerStdioServer(this.#key, {
        command: server.command,
        args: server.args,
        // Of the bridge's own environment what commands get, too: the account is not in it.
        env: { ...commandEnvironment(), ...server.env },
        cwd: server.cwd ?? config.getTargetDir(),
        onTransport: (transport) => {
          this.#transport = transport;
          transport.onUnexpectedEnd = (reason) => this.#ended(reason);
        },
      });
    }
    this.#sdkConfig = toSdkConfig(server, this.#key);
    this.#client = new McpClient(name, this.#sdkConfig, config.getWorkspaceContext(), config, false, 'agent-manager', () =>
      config.refreshMcpContext(),
    );
    this.started = this.#start();
  }

  get state(): McpServerState {
    const { name } = this.#options;
    const stderr = this.#state === 'failed' ? this.#transport?.stderrTail : undefined;
    return {
      name,
      state: this.#state,
      ...(this.#reason !== undefined && { reason: this.#reason }),
      ...(stderr && { stderr }),
      tools: this.#state === 'connected' ? this.#tools() : [],
    };
  }

  /** Ends it and takes its tools from the model. */
  async close(): Promise<void> {
    this.#removeOffers();
    await this.#client.disconnect().catch(() => undefined);
    // A client that never connected leaves its process.
    await this.#transport?.close();
    forgetStdioServer(this.#key);
  }

  async #start(): Promise<void> {
    const { server, config } = this.#options;
    const connecting = this.#connect();
    if (!(await settlesWithin(connecting, server.startTimeoutMs))) {
      this.#fail(`It did not get ready within ${Math.max(1, Math.round(server.startTimeoutMs / 1000))} s.`);
      await this.close();
      return;
    }
    try {
      await connecting;
      // It may have ended in the same moment.
      if (this.#state === 'starting') this.#change('connected');
      await config.refreshMcpContext();
    } catch (error) {
      // Its own end, told before, says more than a closed connection.
      if (this.#state === 'starting') this.#fail(reasonOf(error, server));
      await this.close();
    }
  }

  async #connect(): Promise<void> {
    const { config, server } = this.#options;
    await this.#client.connect();
    // The SDK knows one time limit for the start and for calls.
    Object.assign(this.#sdkConfig, { timeout: server.callTimeoutMs });
    await this.#client.discoverInto(config, {
      toolRegistry: config.getToolRegistry(),
      promptRegistry: config.getPromptRegistry(),
      resourceRegistry: config.getResourceRegistry(),
    });
    this.#clients.set(this.#key, this.#client);
  }

  /** Its process is gone without having been asked to go. */
  #ended(reason: string): void {
    if (this.#state === 'failed') return;
    this.#fail(reason);
    // Before the next request to the model, which must not be offered what nobody answers.
    this.#removeOffers();
    void this.#options.config.refreshMcpContext().then(() => this.close());
  }

  /** The SDK's client does it only while it takes itself to be connected, which one stray message ends. */
  #removeOffers(): void {
    const { config, name } = this.#options;
    this.#clients.delete(this.#key);
    config.getToolRegistry().removeMcpToolsByServer(name);
    config.getPromptRegistry().removePromptsByServer(name);
    config.getResourceRegistry().removeResourcesByServer(name);
  }

  #fail(reason: string): void {
    this.#reason = reason;
    this.#change('failed');
  }

  #change(state: McpServerState['state']): void {
    this.#state = state;
    this.#options.onChange();
  }

  get #clients(): Map<string, McpClient> {
    return (this.#options.config.getMcpClientManager() as unknown as ClientManager).clients;
  }

  #tools(): McpTool[] {
    const { config, name } = this.#options;
    return config
      .getToolRegistry()
      .getAllTools()
      .filter((tool): tool is DiscoveredMCPTool => tool instanceof DiscoveredMCPTool && tool.serverName === name)
      .map((tool) => ({ name: tool.serverToolName, description: tool.description, readOnly: tool.isReadOnly }));
  }
}

function toSdkConfig(server: McpServer, key: string): MCPServerConfig {
  const limits = { timeout: server.startTimeoutMs, excludeTools: server.excludeTools };
  const shape = 'command' in server ? { command: key } : { url: server.url, headers: server.headers, type: server.transport };
  return Object.assign(new MCPServerConfig(), shape, limits);
}

function reasonOf(error: unknown, server: McpServer): string {
  if (error instanceof AppError) return error.message;
  const text = error instanceof Error ? error.message : String(error);
  if (/No prompts, tools, or resources/.test(text)) return 'It offers no tools.';
  if ('url' in server) {
    if (/401|403|unauthori[sz]ed/i.test(text)) return 'It wants a sign-in. Put its token into a header, for example Authorization.';
    if (/fetch failed|ECONNREFUSED|ENOTFOUND/.test(text)) return `It could not be reached at ${new URL(server.url).host}.`;
  }
  return `It could not be connected: ${text}`;
}
