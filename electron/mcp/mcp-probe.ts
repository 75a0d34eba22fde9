/** Tries an MCP server once, in a supervised process of its own: whatever the server does, it is ended with everything it started. */
import { randomUUID } from 'node:crypto';
import { childEnvironment } from '#platform/child-environment.ts';
import type { Log } from '#platform/log.ts';
import { type ChildWatcher, createSidecarProcess } from '#platform/sidecar-process.ts';
import { type McpServer as BridgeMcpServer, type FinalFrame, finalFrameSchema } from '#protocol/bridge.ts';
import { toErrorInfo } from '#protocol/errors.ts';
import { type McpTest, mcpTestSchema } from '#protocol/mcp.ts';

export interface McpProbeOptions {
  /** Electron's own binary, run as Node. */
  nodeBinary: string;
  probeFile: string;
  watcher: ChildWatcher | undefined;
  log: Log;
}

/** Beyond the server's own start deadline: the probe itself has to start and to end. */
const MARGIN_MS = 15_000;

/** Never rejects: a failure is the answer. */
export async function probeMcpServer(server: BridgeMcpServer, folder: string, options: McpProbeOptions): Promise<McpTest> {
  const process = createSidecarProcess<never, FinalFrame>({
    label: 'MCP server test',
    command: options.nodeBinary,
    args: [options.probeFile],
    env: childEnvironment({ ELECTRON_RUN_AS_NODE: '1' }),
    cwd: folder,
    parse(value) {
      const final = finalFrameSchema.parse(value);
      return { kind: 'final', id: final.id ?? null, final };
    },
    watcher: options.watcher,
    log: options.log,
  });
  try {
    await process.start();
    const request = { type: 'probe', id: randomUUID(), server, folder };
    const answer = await process.request(request, { progressDeadlineMs: server.startTimeoutMs + MARGIN_MS });
    if (answer.status === 'success') return mcpTestSchema.parse(answer.data);
    return { ok: false, error: { code: answer.code ?? 'internal', message: answer.message }, stderr: process.stderrTail };
  } catch (error) {
    return { ok: false, error: toErrorInfo(error), stderr: process.stderrTail };
  } finally {
    await process.stop('asked');
  }
}
