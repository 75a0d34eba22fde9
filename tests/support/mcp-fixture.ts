/** The small MCP servers of tests/fixtures/mcp/server.mjs, as a bridge or main is told of them. */
import { readFileSync } from 'node:fs';
import path from 'node:path';

export type McpFixtureMode = 'echo' | 'hangs-at-start' | 'exits-at-start' | 'floods-at-start' | 'stubborn';

const SERVER_FILE = path.join(import.meta.dirname, '..', 'fixtures', 'mcp', 'server.mjs');

/**
 * `hangs-at-start` without Node: whoever waits for its deadline wants to know what it wrote until then, and Node's own start on a busy machine
 * can take longer than that. It ignores SIGTERM and ends with its stdin.
 */
const HANGS_AT_START = `trap '' TERM; [ -z "$1" ] || echo $$ >> "$1"; echo 'still loading' >&2; exec cat > /dev/null`;

/** How to start one. All but the one that hangs run on the Node that runs the tests, which is Electron's. */
export function mcpFixture(mode: McpFixtureMode, pidFile?: string): { command: string; args: string[]; env: Record<string, string> } {
  if (mode === 'hangs-at-start' && process.platform !== 'win32')
    return { command: '/bin/sh', args: ['-c', HANGS_AT_START, mode, pidFile ?? ''], env: {} };
  return {
    command: process.execPath,
    args: [SERVER_FILE, mode, ...(pidFile === undefined ? [] : [pidFile])],
    env: { ELECTRON_RUN_AS_NODE: '1' },
  };
}

/** The pids that servers with this file have written; none before the first start. */
export function startedPids(pidFile: string): number[] {
  try {
    return readFileSync(pidFile, 'utf8').trim().split('\n').map(Number);
  } catch {
    // Nothing was started.
    return [];
  }
}
