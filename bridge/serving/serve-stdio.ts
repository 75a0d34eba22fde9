/** A bridge's life: requests from stdin, frames to the guarded stdout, and an end when the client is gone. */
import type { Writable } from 'node:stream';
import { createJsonLinesReader } from '#platform/json-lines.ts';
import { FrameWriter } from './frame-writer.ts';
import type { CreateServedAgent } from './served-agent.ts';
import { BridgeServer } from './server.ts';

export interface ServeOptions {
  /** What `guardStdout` gave. */
  output: Writable;
  createAgent: CreateServedAgent;
  /** Ends what the agent started; the process ends with exit code 0 when it has settled. */
  beforeExit?: () => Promise<unknown>;
}

/** Serves until stdin ends, a signal comes or the client says `shutdown`. */
export function serveStdio({ output, createAgent, beforeExit = async () => {} }: ServeOptions): void {
  let isExiting = false;
  const exit = () => {
    if (isExiting) return;
    isExiting = true;
    void beforeExit().finally(() => process.exit(0));
  };

  const server = new BridgeServer({ frames: new FrameWriter(output), createAgent, exit });
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

  process.stdin.on('data', (chunk: Buffer) => reader.push(chunk));
  // The client is gone, whatever was being done for it.
  process.stdin.on('end', exit);
  process.stdin.on('error', exit);
  output.on('error', exit);
}
