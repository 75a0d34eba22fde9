/**
 * Connects the transport that the SDK makes for a stdio server with what we know of that server. The SDK gives it the command only, and
 * would change the environment on the way, so the server's name comes as the command and everything else is looked up here.
 */
import { type StdioServer, SupervisedStdioTransport } from '../../mcp-client/stdio-transport.ts';

/** What is told about a server's process. */
export interface StdioServerEntry extends StdioServer {
  onTransport(transport: SupervisedStdioTransport): void;
}

const servers = new Map<string, StdioServerEntry>();

/** Makes a server known for the next connection with this key. */
export function registerStdioServer(key: string, entry: StdioServerEntry): void {
  servers.set(key, entry);
}

export function forgetStdioServer(key: string): void {
  servers.delete(key);
}

/** What the SDK makes instead of its own `StdioClientTransport`. */
export class McpStdioTransport extends SupervisedStdioTransport {
  constructor({ command: key }: { command: string }) {
    const entry = servers.get(key);
    if (entry === undefined) throw new Error(`No MCP server is registered as ${key}.`);
    super(entry);
    entry.onTransport(this);
  }
}
