/** The built MCP server, met by the official client: as any other program would start it. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { onTestFinished } from 'vitest';
import { processTable } from '#platform/process-table.ts';
import { writeShopProject } from '#tests/support/projects/shop-project.ts';
import { build } from '../../../bridge/mcp/build.mjs';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

let building: Promise<string> | undefined;

/** The file to start, built as the app has it: the Python package lies beside the bridges. */
export function builtServer(): Promise<string> {
  building ??= (async () => {
    const out = mkdtempSync(path.join(tmpdir(), 'intermap-mcp-'));
    process.once('exit', () => rmSync(out, { recursive: true, force: true }));
    symlinkSync(path.join(ROOT, 'python'), path.join(out, 'python'));
    const { entry } = await build({ outDir: path.join(out, 'bridge'), root: ROOT });
    return entry;
  })();
  return building;
}

export interface StartOptions {
  args?: string[];
  cwd?: string;
  env?: Record<string, string>;
  /** Default: the Node that runs the tests. */
  node?: string;
  /** What is closed and deleted with the server is so when this runs it. Default: at the end of the test. */
  atEnd?: (work: () => Promise<void>) => void;
}

export interface StartedServer {
  readonly client: Client;
  readonly transport: StdioClientTransport;
  readonly project: string;
  readonly stderr: () => string;
  call(name: string, args?: Record<string, unknown>): Promise<CallToolResult>;
}

/** A server on a small project, connected; closed after the test. */
export async function startServer(options: StartOptions = {}): Promise<StartedServer> {
  const atEnd = options.atEnd ?? onTestFinished;
  const { project, env } = makeWorkplace(atEnd);
  const transport = new StdioClientTransport({
    command: options.node ?? process.execPath,
    args: [await builtServer(), ...(options.args ?? [])],
    cwd: options.cwd ?? project,
    env: { ...env, ...options.env },
    stderr: 'pipe',
  });
  let stderr = '';
  transport.stderr?.on('data', (chunk: Buffer) => {
    stderr += chunk.toString('utf8');
  });
  const client = new Client({ name: 'tests', version: '1' });
  atEnd(() => client.close());
  await client.connect(transport);
  return {
    client,
    transport,
    project,
    stderr: () => stderr,
    call: async (name, args = {}) => (await client.callTool({ name, arguments: args })) as CallToolResult,
  };
}

/** A project and an environment that leaves nothing on this machine. */
export function makeWorkplace(atEnd: (work: () => Promise<void>) => void = onTestFinished): {
  project: string;
  env: Record<string, string>;
} {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'intermap-mcp-project-')));
  atEnd(async () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  const project = path.join(folder, 'shop');
  mkdirSync(project);
  writeShopProject(project);
  const { PATH = '', HOME = '', LANG = 'C.UTF-8' } = process.env;
  return { project, env: { PATH, HOME, LANG, ELECTRON_RUN_AS_NODE: '1', INTERMAP_CACHE_DIR: path.join(folder, 'cache') } };
}

export function textOf(result: CallToolResult): string {
  return result.content.flatMap((block) => (block.type === 'text' ? [block.text] : [])).join('\n');
}

/** The children of a process, theirs included. */
export async function descendantsOf(pid: number): Promise<number[]> {
  const table = await processTable.list();
  const found = [pid];
  for (let index = 0; index < found.length; index++) {
    found.push(...table.filter((entry) => entry.parentPid === found[index]).map((entry) => entry.pid));
  }
  return found.slice(1);
}
