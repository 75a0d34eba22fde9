/** The MCP servers of one SDK session. Each stands for itself: one that hangs or dies costs its own tools and nothing else. */
import { settlesWithin } from '#platform/clock.ts';
import type { McpServer } from '#protocol/bridge.ts';
import { AppError } from '#protocol/errors.ts';
import type { McpServerState } from '#protocol/mcp.ts';
import type { Config } from '../sdk.ts';
import { McpConnection } from './mcp-connection.ts';

/** How long a turn waits for servers that are still starting. Most need a second or two; one that is being downloaded joins a later turn. */
const TURN_WAIT_MS = Number(process.env.AGENT_MANAGER_MCP_WAIT_MS) || 10_000;

/** What a turn is told: the states, and what is worth a quiet line. */
export interface McpListener {
  onStates(states: McpServerState[]): void;
  onNotice(text: string): void;
}

export class McpServers {
  readonly #config: Config;
  readonly #servers: Readonly<Record<string, McpServer>>;
  readonly #connections = new Map<string, McpConnection>();
  /** What the person was told last of each server, so that it is said once. */
  readonly #told = new Map<string, string>();
  #listener: McpListener | undefined;

  /** Starts all of them at once. */
  constructor(config: Config, servers: Readonly<Record<string, McpServer>>) {
    this.#config = config;
    this.#servers = servers;
    for (const name of Object.keys(servers)) this.#connect(name);
  }

  states(): McpServerState[] {
    return [...this.#connections.values()].map((connection) => connection.state);
  }

  /** Waits a while for those that are starting; never rejects. */
  async ready(): Promise<void> {
    await settlesWithin(Promise.all([...this.#connections.values()].map((connection) => connection.started)), TURN_WAIT_MS);
  }

  /** From now on this turn is told what happens; undefined: none runs. */
  listen(listener: McpListener | undefined): void {
    this.#listener = listener;
    if (listener !== undefined && this.#connections.size > 0) listener.onStates(this.states());
  }

  /** Says of every server that is not there, once per reason, that the turn goes on without it. */
  tellMissing(): void {
    for (const { name, state, reason } of this.states()) this.#tell(name, state, reason);
  }

  /** Throws `not-found` for a server that this session does not have. */
  async restart(name: string): Promise<void> {
    const connection = this.#connections.get(name);
    if (connection === undefined) throw new AppError({ code: 'not-found', message: `There is no MCP server ${name} here.` });
    await connection.close();
    this.#told.delete(name);
    this.#connect(name);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#connections.values()].map((connection) => connection.close()));
  }

  #connect(name: string): void {
    const server = this.#servers[name];
    if (server === undefined) return;
    const connection: McpConnection = new McpConnection({
      name,
      server,
      config: this.#config,
      onChange: () => {
        if (this.#connections.get(name) !== connection) return;
        this.#listener?.onStates(this.states());
        const { state, reason } = connection.state;
        // During the wait it is said at its end.
        if (state === 'failed' && this.#told.has(name)) this.#tell(name, state, reason);
      },
    });
    this.#connections.set(name, connection);
  }

  #tell(name: string, state: McpServerState['state'], reason: string | undefined): void {
    const words = wordsFor(name, state, reason);
    if (words === this.#told.get(name)) return;
    this.#told.set(name, words);
    if (words !== '') this.#listener?.onNotice(words);
  }
}

function wordsFor(name: string, state: McpServerState['state'], reason = ''): string {
  if (state === 'connected') return '';
  if (state === 'starting') return `The MCP server ${name} is still starting; this answer goes on without its tools.`;
  return `The MCP server ${name} is not available: ${reason} The agent goes on without its tools.`;
}
