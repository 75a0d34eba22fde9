/** How an MCP server and its state are called. */
import type { McpConnection, McpServer } from '#protocol/mcp.ts';
import { strings } from '../../strings/strings.ts';

export type McpServerLook = { tone: 'off' | 'idle' | 'busy' | 'good' | 'bad'; words: string; reason?: string; stderr?: string };

/** One line for a server in all agents that run: a failure anywhere counts most. */
export function lookOf({ enabled, running }: Pick<McpServer, 'enabled' | 'running'>): McpServerLook {
  if (!enabled) return { tone: 'off', words: strings.mcp.off };
  const failed = running.find(({ state }) => state.state === 'failed')?.state;
  if (failed !== undefined) {
    const { reason, stderr } = failed;
    return { tone: 'bad', words: strings.mcp.failed, ...(reason !== undefined && { reason }), ...(stderr !== undefined && { stderr }) };
  }
  if (running.some(({ state }) => state.state === 'starting')) return { tone: 'busy', words: strings.mcp.starting };
  if (running.length === 0) return { tone: 'idle', words: strings.mcp.startsWithNext };
  return { tone: 'good', words: running.length === 1 ? strings.mcp.connected : strings.mcp.connectedIn(running.length) };
}

/** What is run or called, in one line. Values of variables are not in it. */
export function connectionLine(connection: McpConnection): string {
  if (connection.type !== 'stdio') return connection.url;
  return [connection.command, ...connection.args].map((word) => (/[\s"']/.test(word) ? JSON.stringify(word) : word)).join(' ');
}

/** Where it is used. */
export function scopeWords(projects: readonly string[] | null): string {
  if (projects === null) return strings.mcp.allProjects;
  const names = projects.map(folderName);
  return names.length <= 2 ? names.join(', ') : strings.mcp.namesAndMore(names.slice(0, 2).join(', '), names.length - 2);
}

export function folderName(folder: string): string {
  return folder.split(/[\\/]/).findLast((part) => part !== '') ?? folder;
}
