/** The MCP server of the code map: MCP on stdin and stdout, everything else on stderr. See docs/mcp-server.md. */
import './older-node.ts';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { createPythonBridge } from '#platform/python-bridge.ts';
import { guardStdout } from '../serving/stdout-guard.ts';
import { readOptions, USAGE, UsageError } from './options.ts';
import { createMcpServer, VERSION } from './server.ts';
import { sidecarSetup } from './sidecar-setup.ts';

// Before anything can print: a stray line on stdout would break the client's framing.
const output = guardStdout();

try {
  const options = readOptions(process.argv.slice(2), process.cwd());
  if (options.show !== null) {
    output.write(`${options.show === 'help' ? USAGE : VERSION}\n`, () => process.exit(0));
  } else {
    await serve(options.project, options.maxOutputChars);
  }
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message}\n\n${USAGE}\n`);
  process.exit(2);
}

async function serve(defaultProject: string | null, maxOutputChars: number): Promise<void> {
  const bridge = createPythonBridge(sidecarSetup(import.meta.url, process.env));
  const server = createMcpServer({ bridge, defaultProject, maxOutputChars });

  let isEnding = false;
  const end = () => {
    if (isEnding) return;
    isEnding = true;
    void bridge.close().finally(() => process.exit(0));
  };
  // The SDK's transport does not notice the end of stdin: without this the server would outlive its client.
  for (const event of ['end', 'close', 'error'] as const) process.stdin.on(event, end);
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, end);
  output.on('error', end);

  await server.connect(new StdioServerTransport(process.stdin, output));
}
