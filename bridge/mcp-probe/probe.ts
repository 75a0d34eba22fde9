/** Starts one MCP server, asks it who it is and for its tools, and ends it: with the official client, as an agent would. */
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { SSEClientTransport } from '@modelcontextprotocol/sdk/client/sse.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { childEnvironment } from '#platform/child-environment.ts';
import { settlesWithin } from '#platform/clock.ts';
import { OWNER_VARIABLE } from '#platform/process-table.ts';
import type { McpServer } from '#protocol/bridge.ts';
import { AppError, toErrorInfo } from '#protocol/errors.ts';
import type { McpTest, McpTool } from '#protocol/mcp.ts';
import { SupervisedStdioTransport } from '../mcp-client/stdio-transport.ts';

/** A server with more pages of tools than this offers more than any model takes. */
const MAX_TOOL_PAGES = 20;

/** Never rejects: a server that does not work is the answer. `folder`: where a program starts that names no folder of its own. */
export async function probe(server: McpServer, folder: string): Promise<McpTest> {
  const startedAt = performance.now();
  const stdio = 'command' in server ? stdioTransport(server, folder) : undefined;
  let end: string | undefined;
  if (stdio !== undefined) {
    stdio.onUnexpectedEnd = (reason) => {
      end = reason;
    };
  }
  const client = new Client({ name: 'agent-manager', version: '1' });
  const asking = ask(client, stdio ?? urlTransport(server));
  try {
    if (!(await settlesWithin(asking, server.startTimeoutMs))) {
      const seconds = Math.max(1, Math.round(server.startTimeoutMs / 1000));
      throw new AppError({ code: 'timed-out', message: `The server did not get ready within ${seconds} s.` });
    }
    const tools = await asking;
    const { name = '', version = '' } = client.getServerVersion() ?? {};
    return { ok: true, serverName: name, serverVersion: version, tools, durationMs: Math.round(performance.now() - startedAt) };
  } catch (error) {
    return { ok: false, error: toErrorInfo(explain(error, end, server)), stderr: stdio?.stderrTail ?? '' };
  } finally {
    await client.close().catch(() => undefined);
    await stdio?.close();
  }
}

async function ask(client: Client, transport: Transport): Promise<McpTool[]> {
  await client.connect(transport);
  if (client.getServerCapabilities()?.tools === undefined) return [];
  const tools: McpTool[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MAX_TOOL_PAGES; page++) {
    const answer = await client.listTools(cursor === undefined ? {} : { cursor });
    for (const { name, title, description = '', annotations } of answer.tools) {
      tools.push({ name, ...(title !== undefined && { title }), description, readOnly: annotations?.readOnlyHint === true });
    }
    cursor = answer.nextCursor;
    if (cursor === undefined) break;
  }
  return tools;
}

function stdioTransport(server: Extract<McpServer, { command: string }>, folder: string): SupervisedStdioTransport {
  const { command, args, env, cwd = folder } = server;
  // The mark by which the app finds what it has started.
  const mark = { [OWNER_VARIABLE]: process.env[OWNER_VARIABLE] };
  return new SupervisedStdioTransport({ command, args, env: { ...childEnvironment(mark), ...env }, cwd });
}

function urlTransport(server: McpServer): Transport {
  const { url, headers, transport } = server as Extract<McpServer, { url: string }>;
  const requestInit = { headers };
  const made =
    transport === 'sse'
      ? new SSEClientTransport(new URL(url), { requestInit })
      : new StreamableHTTPClientTransport(new URL(url), { requestInit });
  // Both implement it; their `sessionId` may be undefined where the interface says absent.
  return made as Transport;
}

function explain(error: unknown, end: string | undefined, server: McpServer): AppError {
  if (end !== undefined) return new AppError({ code: 'exited', message: end });
  if (error instanceof AppError) return error;
  const details = error instanceof Error ? error.message : String(error);
  if ('url' in server) {
    const { host } = new URL(server.url);
    const status = error instanceof Error && 'code' in error ? error.code : undefined;
    if (status === 401 || status === 403 || /\b(401|403)\b|unauthori[sz]ed/i.test(details)) {
      return new AppError({
        code: 'auth',
        message: 'The server wants a sign-in. Put its token into a header, for example Authorization.',
        details,
      });
    }
    if (/fetch failed|ECONNREFUSED|ENOTFOUND/.test(details)) {
      return new AppError({ code: 'network', message: `The server could not be reached at ${host}.`, details });
    }
    return new AppError({
      code: 'network',
      message: `What answers at ${host} does not speak MCP in this way. Check the address and the kind.`,
      details,
    });
  }
  return new AppError({ code: 'invalid-message', message: 'The program does not speak MCP.', details });
}
