/** MCP requests to sidecar commands. */
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { CallToolRequestSchema, type CallToolResult, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { IntermapFailure } from '#platform/intermap-answers.ts';
import { askWithinBudget } from '#platform/intermap-output-budget.ts';
import type { PythonBridge, RunOptions } from '#platform/python-bridge.ts';
import { toErrorInfo } from '#protocol/errors.ts';
import { createProgressCounter, type McpProgress } from './progress.ts';
import { BadCall, readCall, resultSchema, toolDefinitions } from './tool-definitions.ts';

/** The app's, put in by the build. */
export const VERSION = process.env.INTERMAP_MCP_VERSION ?? '0.0.0';

export interface McpServerOptions {
  bridge: PythonBridge;
  defaultProject: string | null;
  maxOutputChars: number;
}

const INSTRUCTIONS = `Answers questions about a code base exactly and fast, from an index of its definitions and calls (Python, TypeScript, JavaScript, Go, Rust, Java). It only reads, and never runs the project's code.

- New to the code: code_repo_map, then code_architecture.
- Where something is: code_symbols (fuzzy) or code_definition (exact) rather than a text search.
- Before a change: code_impact says which functions, files and tests depend on it, and why. code_call_graph shows callers and callees.
- After a change: code_change_impact says which tests to run for the uncommitted changes, with the command.
- Names are qualified: module.Class.method. Where a name fits several definitions, add "file".
- Lists come in pages: when "truncated" is true, call again with "cursor" set to "next_cursor". "parse_failures" and "unsupported" say what could not be seen.`;

/** The server, ready to be connected to a transport. The bridge stays its caller's to close. */
export function createMcpServer({ bridge, defaultProject, maxOutputChars }: McpServerOptions): Server {
  const server = new Server(
    { name: 'intermap', title: 'Code map', version: VERSION },
    { capabilities: { tools: {} }, instructions: INSTRUCTIONS },
  );
  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: toolDefinitions(defaultProject) }));
  server.setRequestHandler(CallToolRequestSchema, async ({ params }, { signal, sendNotification }) => {
    const progressToken = params._meta?.progressToken;
    const tellProgress =
      progressToken === undefined
        ? undefined
        : (progress: McpProgress) =>
            // A client that is gone needs no progress; its end is noticed elsewhere.
            void sendNotification({ method: 'notifications/progress', params: { progressToken, ...progress } }).catch(() => undefined);
    try {
      return await call(params.name, params.arguments ?? {}, { signal, tellProgress });
    } catch (error) {
      // The client asked for the end and waits for nothing.
      if (signal.aborted) throw error;
      return toolError(wordsFor(error));
    }
  });

  async function call(
    name: string,
    given: Record<string, unknown>,
    { signal, tellProgress }: { signal: AbortSignal; tellProgress: ((progress: McpProgress) => void) | undefined },
  ): Promise<CallToolResult> {
    const { tool, project, args } = readCall(name, given, defaultProject);
    const options: RunOptions = { signal, ...(tellProgress && { onProgress: forward(tellProgress) }) };
    const schema = resultSchema(tool);
    const { result, note } = await askWithinBudget(args, maxOutputChars, async (asked) =>
      schema.parse(await bridge.run(tool.command, project, asked, options)),
    );
    // A map is made to be read; everything else is data.
    const text = typeof result.map === 'string' ? result.map : JSON.stringify(result);
    return {
      content: [{ type: 'text', text }, ...(note === null ? [] : [{ type: 'text' as const, text: note }])],
      structuredContent: result,
    };
  }

  return server;
}

function forward(
  tellProgress: (progress: McpProgress) => void,
): (progress: Parameters<ReturnType<typeof createProgressCounter>>[0]) => void {
  const count = createProgressCounter();
  return (progress) => {
    const counted = count(progress);
    if (counted !== undefined) tellProgress(counted);
  };
}

function toolError(text: string): CallToolResult {
  return { isError: true, content: [{ type: 'text', text }] };
}

/** What went wrong, and what to do about it. */
function wordsFor(error: unknown): string {
  if (error instanceof BadCall) return error.message;
  const { message } = toErrorInfo(error);
  const wayOut = error instanceof IntermapFailure ? WAYS_OUT[error.type] : undefined;
  return wayOut === undefined ? message : `${message} ${wayOut}`;
}

const WAYS_OUT: Readonly<Record<string, string>> = {
  project_not_found: 'Give "project" as the absolute path of an existing folder.',
  not_found: 'Search for it with code_symbols.',
  git_failed: 'The other tools work without Git.',
  unsupported: 'code_diagnostics says which files cannot be read, and why.',
};
