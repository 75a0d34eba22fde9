/** How an MCP server and its state are called. */
import type { McpConnection, McpServer } from '#protocol/mcp.ts';

export type McpServerLook = { tone: 'off' | 'idle' | 'busy' | 'good' | 'bad'; words: string; reason?: string; stderr?: string };

/** One line for a server in all agents that run: a failure anywhere counts most. */
export function lookOf({ enabled, running }: Pick<McpServer, 'enabled' | 'running'>): McpServerLook {
  if (!enabled) return { tone: 'off', words: 'Off' };
  const failed = running.find(({ state }) => state.state === 'failed')?.state;
  if (failed !== undefined) {
    const { reason, stderr } = failed;
    return { tone: 'bad', words: 'Failed', ...(reason !== undefined && { reason }), ...(stderr !== undefined && { stderr }) };
  }
  if (running.some(({ state }) => state.state === 'starting')) return { tone: 'busy', words: 'Starting' };
  if (running.length === 0) return { tone: 'idle', words: 'Starts with the next message' };
  return { tone: 'good', words: running.length === 1 ? 'Connected' : `Connected in ${running.length} agents` };
}

/** What is run or called, in one line. Values of variables are not in it. */
export function connectionLine(connection: McpConnection): string {
  if (connection.type !== 'stdio') return connection.url;
  return [connection.command, ...connection.args].map((word) => (/[\s"']/.test(word) ? JSON.stringify(word) : word)).join(' ');
}

/** Where it is used. */
export function scopeWords(projects: readonly string[] | null): string {
  if (projects === null) return 'All projects';
  const names = projects.map(folderName);
  return names.length <= 2 ? names.join(', ') : `${names.slice(0, 2).join(', ')} and ${names.length - 2} more`;
}

export function folderName(folder: string): string {
  return folder.split(/[\\/]/).findLast((part) => part !== '') ?? folder;
}
