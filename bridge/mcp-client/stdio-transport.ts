/**
 * The way to one MCP server that is a program: started, spoken to in JSON lines, watched, and ended with everything it started. Stands in
 * for the transport of the MCP SDK, which leaves the children of a server running, never reads its stderr (a server that writes much there
 * hangs) and takes lines of any length.
 */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import type { JSONRPCMessage, RequestId } from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';
import { settlesWithin } from '#platform/clock.ts';
import { createJsonLinesReader, encodeJsonLine } from '#platform/json-lines.ts';
import { createOutputTail } from '#platform/output-tail.ts';
import { createProcessFamily, type ProcessFamily } from '#platform/process-tree.ts';
import { AppError } from '#protocol/errors.ts';

/** How to start a server. */
export interface StdioServer {
  command: string;
  args: readonly string[];
  /** Its whole environment. */
  env: Readonly<Record<string, string>>;
  cwd: string | undefined;
}

/** Some forty lines: what is shown when it fails. */
const STDERR_TAIL_BYTES = 4096;

/** A server that ends by itself at the end of its stdin needs milliseconds. */
const END_STDIN_MS = 500;

/** After SIGTERM. One that ignores it is killed. */
const TERM_MS = 500;

const messageSchema = z.looseObject({ jsonrpc: z.literal('2.0') });

/** JSON-RPC's code for a fault of the peer [jsonrpc.org/specification, 5.1]. */
const INTERNAL_ERROR = -32603;

export class SupervisedStdioTransport implements Transport {
  onclose?: (() => void) | undefined;
  onerror?: ((error: Error) => void) | undefined;
  onmessage?: (<Message extends JSONRPCMessage>(message: Message) => void) | undefined;
  /** Called once when the process ended without having been asked to, with a plain sentence. */
  onUnexpectedEnd: ((reason: string) => void) | undefined;

  readonly #server: StdioServer;
  readonly #stderr = createOutputTail(STDERR_TAIL_BYTES);
  #child: ChildProcessByStdio<Writable, Readable, Readable> | undefined;
  #family: ProcessFamily | undefined;
  readonly #openRequests = new Set<RequestId>();
  #closing: Promise<void> | undefined;

  constructor(server: StdioServer) {
    this.#server = server;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** The last lines the server wrote to stderr. */
  get stderrTail(): string {
    return this.#stderr.text();
  }

  /** Rejects with an `AppError` when the program can't be started. */
  async start(): Promise<void> {
    const { command, args, env, cwd } = this.#server;
    const child = spawn(command, args, { env, cwd, stdio: 'pipe', windowsHide: true });
    this.#child = child;
    const reader = createJsonLinesReader({
      onLine: (value) => {
        // Which message it is, the client finds out with the schemas of MCP.
        if (messageSchema.safeParse(value).success) this.#receive(value as JSONRPCMessage);
      },
      onProblem: (problem) => {
        // What a library printed there is no message.
        if (problem.kind === 'too-large') this.#failOpenRequests();
      },
    });
    child.stdout.on('data', (chunk: Buffer) => reader.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => this.#stderr.push(chunk));
    child.stdin.on('error', () => {
      // The pipe broke because the process is about to end; its end, below, says so.
    });
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve);
      child.once('error', (error) => reject(startError(command, cwd, error)));
    });
    this.#family = createProcessFamily({ pid: child.pid ?? 0, isGroupLeader: false });
    // Remembered while its parent lives: the children of a dead process can't be found any more.
    void this.#family.members().catch(() => undefined);
    child.once('close', (code, signal) => {
      if (this.#closing === undefined) this.onUnexpectedEnd?.(endWords(code, signal));
      this.onclose?.();
    });
  }

  #receive(message: JSONRPCMessage): void {
    if (!('method' in message) && message.id !== undefined) this.#openRequests.delete(message.id);
    this.onmessage?.(message);
  }

  /** An answer that is too long to be read must still end its request. Its id may stand at its end, so all that wait are told. */
  #failOpenRequests(): void {
    for (const id of [...this.#openRequests]) {
      this.#receive({ jsonrpc: '2.0', id, error: { code: INTERNAL_ERROR, message: 'The server’s answer was too long to be read.' } });
    }
  }

  async send(message: JSONRPCMessage): Promise<void> {
    if ('method' in message && 'id' in message) this.#openRequests.add(message.id);
    const stdin = this.#child?.stdin;
    if (stdin === undefined || !stdin.writable) throw new AppError({ code: 'closed', message: 'The MCP server is not running any more.' });
    await new Promise<void>((resolve, reject) => stdin.write(encodeJsonLine(message), (error) => (error ? reject(error) : resolve())));
  }

  /** Ends the server and everything it started: the end of stdin, then SIGTERM, then SIGKILL. */
  close(): Promise<void> {
    this.#closing ??= this.#end();
    return this.#closing;
  }

  async #end(): Promise<void> {
    const child = this.#child;
    const family = this.#family;
    if (child === undefined || family === undefined) return;
    await family.members();
    const exited = new Promise<void>((resolve) => {
      if (child.exitCode !== null || child.signalCode !== null) resolve();
      else child.once('exit', () => resolve());
    });
    child.stdin.end();
    await settlesWithin(exited, END_STDIN_MS);
    await family.end(TERM_MS);
  }
}

function startError(command: string, cwd: string | undefined, error: Error): AppError {
  const code = 'code' in error ? error.code : undefined;
  const words: Record<string, string> = {
    // The system says the same of a missing folder.
    ENOENT:
      cwd !== undefined && !existsSync(cwd)
        ? `The folder to start in does not exist: ${cwd}`
        : `The program “${command}” was not found. Check the command, or give its whole path.`,
    EACCES: `The program “${command}” may not be run.`,
    ENOTDIR: `The folder to start in is not a folder: ${cwd}`,
  };
  const message = (typeof code === 'string' ? words[code] : undefined) ?? `The program “${command}” could not be started.`;
  return new AppError({ code: 'start-failed', message, details: error.message }, { cause: error });
}

function endWords(code: number | null, signal: NodeJS.Signals | null): string {
  return signal === null ? `It ended by itself with exit code ${code}.` : `It was ended by ${signal}.`;
}
