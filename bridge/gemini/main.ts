/** The Gemini bridge: requests on stdin, frames on stdout, everything else on stderr. See docs/bridge-protocol.md. */
import { createJsonLinesReader } from '#platform/json-lines.ts';
import { takeCredentials } from './environment.ts';
import { FrameWriter } from './frame-writer.ts';
import { guardStdout } from './stdout-guard.ts';

/** Late enough that the functions of a first turn are in it. */
const COMPILE_CACHE_DELAY_MS = 5000;

// Both before the SDK is loaded: it keeps what it finds.
const output = guardStdout();
const credentials = takeCredentials();
const { BridgeServer } = await import('./server.ts');
const { killChildProcesses } = await import('./child-processes.ts');

let isExiting = false;
function exit(): void {
  if (isExiting) return;
  isExiting = true;
  void killChildProcesses().finally(() => process.exit(0));
}

const server = new BridgeServer({ frames: new FrameWriter(output), credentials, folder: process.cwd(), exit });
const reader = createJsonLinesReader({
  onLine: (value) => server.handleLine(value),
  onProblem: (problem) => server.handleProblem(problem),
});

process.on('uncaughtException', (error) => {
  console.error('Uncaught exception:', error);
  server.handleUnexpected(error);
});
process.on('unhandledRejection', (error) => {
  console.error('Unhandled rejection:', error);
  // What a stopped turn leaves behind is no reason to end the next one.
  if (!(error instanceof Error && error.name === 'AbortError')) server.handleUnexpected(error);
});
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, exit);

// Node saves it when a process ends by itself; one that is always killed would start slowly for ever.
setTimeout(() => process.getBuiltinModule('node:module').flushCompileCache?.(), COMPILE_CACHE_DELAY_MS).unref();

process.stdin.on('data', (chunk: Buffer) => reader.push(chunk));
// The client is gone, whatever was being done for it.
process.stdin.on('end', exit);
process.stdin.on('error', exit);
output.on('error', exit);
