/** The MCP servers the person has set up, as main last told; null until it was asked. */
import { create } from 'zustand';
import type { McpServer } from '#protocol/mcp.ts';
import { invoke } from '../api.ts';

export const useMcp = create<{ servers: McpServer[] | null }>()(() => ({ servers: null }));

/** Asks main, and main asks the agents that run. */
export async function loadMcpServers(): Promise<void> {
  useMcp.setState({ servers: await invoke('mcp.list') });
}
