/** Tries one MCP server for main: a request on stdin, its answer on stdout, and an end with everything that was started. */
import { createJsonLinesReader, encodeJsonLine } from '#platform/json-lines.ts';
import { descendants, sendSignal } from '#platform/process-tree.ts';
import { mcpProbeRequestSchema } from '#protocol/mcp-probe.ts';
import { guardStdout } from '../serving/stdout-guard.ts';
import { probe } from './probe.ts';

const output = guardStdout();

const exit = () => {
  void descendants(process.pid)
    .then((family) => {
      for (const { pid } of family) sendSignal(pid, 'SIGKILL');
    })
    .catch(() => undefined)
    .finally(() => process.exit(0));
};

const reader = createJsonLinesReader({
  onLine(value) {
    const { id, server, folder } = mcpProbeRequestSchema.parse(value);
    void probe(server, folder).then((data) => output.write(encodeJsonLine({ id, status: 'success', data })));
  },
  onProblem: ({ start }) => console.error('Not a request:', start),
});
process.stdin.on('data', (chunk: Buffer) => reader.push(chunk));
for (const event of ['end', 'error'] as const) process.stdin.on(event, exit);
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, exit);
