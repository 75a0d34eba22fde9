/** A real bridge process and its client: sends requests, collects frames, waits for the one a test is about. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createJsonLinesReader } from '#platform/json-lines.ts';
import {
  type BridgeEvent,
  type BridgeFrame,
  type BridgeRequestInput,
  bridgeFrameSchema,
  type FinalFrame,
  isBridgeEvent,
} from '#protocol/bridge.ts';
import { builtBridge } from './built-bridge.ts';

type EventName = BridgeEvent['event'];
type EventOf<Name extends EventName> = Extract<BridgeEvent, { event: Name }>;

export interface BridgeProcessOptions {
  /** Where the scripted API listens. */
  baseUrl?: string;
  env?: Record<string, string>;
  /** Default: a fresh, empty one that is deleted with the process. */
  folder?: string;
  /** Default: the Node that runs the tests, which is Electron's. */
  node?: string;
  /** Says hello with `approvals: true`. */
  approvals?: boolean;
}

export class BridgeProcess {
  /** Every frame, in order. */
  readonly frames: BridgeFrame[] = [];
  /** What came on stdout and was no frame: must stay empty. */
  readonly strayLines: string[] = [];
  stderr = '';
  folder: string;
  readonly stateFolder: string;
  readonly child: ChildProcess;
  readonly exited: Promise<number | null>;
  readonly #ownFolders: string[];
  readonly #waiting = new Set<() => void>();
  #nextId = 1;
  #defaultModel: string | undefined;

  constructor(child: ChildProcess, folders: { folder: string; stateFolder: string; own: string[] }) {
    this.child = child;
    this.folder = folders.folder;
    this.stateFolder = folders.stateFolder;
    this.#ownFolders = folders.own;
    const reader = createJsonLinesReader({
      onLine: (value) => {
        this.frames.push(bridgeFrameSchema.parse(value));
        this.#wake();
      },
      onProblem: (problem) => {
        this.strayLines.push(problem.start);
        this.#wake();
      },
    });
    child.stdout?.on('data', (chunk: Buffer) => reader.push(chunk));
    child.stderr?.on('data', (chunk: Buffer) => {
      this.stderr += chunk.toString('utf8');
    });
    this.exited = once(child, 'close').then(([code]) => {
      this.#wake();
      return code as number | null;
    });
  }

  /** Writes the line as it is. */
  write(line: string): void {
    this.child.stdin?.write(line);
  }

  /** Sends a request without waiting. Its id. */
  send(request: Record<string, unknown> & { type: string }): string {
    const id = typeof request.id === 'string' ? request.id : `r${this.#nextId++}`;
    this.write(`${JSON.stringify({ ...request, id })}\n`);
    return id;
  }

  /** Sends a request and waits for its final frame. */
  async request(
    request: BridgeRequestInput extends infer Request ? (Request extends unknown ? Omit<Request, 'id'> : never) : never,
  ): Promise<FinalFrame> {
    return this.final(this.send(request as { type: string }));
  }

  /** Sends a streamed message without waiting for its end. Its id. */
  message(content: string, more: Record<string, unknown> = {}): string {
    return this.send({ type: 'message', content, stream: true, ...more });
  }

  /** Sends a streamed message and waits for its end. */
  async ask(content: string, more: Record<string, unknown> = {}): Promise<FinalFrame> {
    return this.final(this.message(content, more));
  }

  final(id: string | undefined): Promise<FinalFrame> {
    return this.waitFor((frame): frame is FinalFrame => !isBridgeEvent(frame) && frame.id === id);
  }

  /** The first event of this name of this request (that passes the test). */
  event<Name extends EventName>(id: string, name: Name, test: (event: EventOf<Name>) => boolean = () => true): Promise<EventOf<Name>> {
    return this.waitFor(
      (frame): frame is EventOf<Name> => isBridgeEvent(frame) && frame.id === id && frame.event === name && test(frame as EventOf<Name>),
    );
  }

  /** The events of this name so far. */
  events<Name extends EventName>(id: string, name: Name): EventOf<Name>[] {
    return this.frames.filter((frame): frame is EventOf<Name> => isBridgeEvent(frame) && frame.id === id && frame.event === name);
  }

  /** The provider's contents this turn reported. */
  history(id: string): unknown[] {
    return this.events(id, 'history').flatMap((event) => event.contents);
  }

  /** The first frame that passes, whether it came already or will. Rejects when the process ends before. */
  async waitFor<Frame extends BridgeFrame>(test: (frame: BridgeFrame) => frame is Frame): Promise<Frame> {
    for (;;) {
      const found = this.frames.find(test);
      if (found !== undefined) return found;
      if (!this.isRunning) throw new Error(`The bridge ended (${this.child.exitCode}).\n${this.stderr.slice(-2000)}`);
      await new Promise<void>((resolve) => {
        const wake = () => {
          this.#waiting.delete(wake);
          resolve();
        };
        this.#waiting.add(wake);
      });
    }
  }

  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** As good as new, in another folder: ends its turn, forgets its conversation, its settings and its frames. */
  async renew(approvals: boolean): Promise<void> {
    await this.request({ type: 'cancel' });
    const hello = await this.#hello(approvals);
    // As it was told first: from the second time on it says what it is set to.
    if (hello.status === 'success') this.#defaultModel ??= (hello.data as { defaultModel: string }).defaultModel;
    this.folder = mkdtempSync(path.join(tmpdir(), 'bridge-project-'));
    this.#ownFolders.push(this.folder);
    await this.request({
      type: 'configure',
      folder: this.folder,
      approvalMode: 'default',
      includeFolders: [],
      hostTools: [],
      mcpServers: {},
      ...(this.#defaultModel !== undefined && { model: this.#defaultModel }),
    });
    await this.request({ type: 'restore', messages: [] });
    this.frames.splice(0);
    this.strayLines.splice(0);
  }

  async #hello(approvals: boolean): Promise<FinalFrame> {
    return this.request({ type: 'hello', protocolVersion: 1, client: { name: 'tests', version: '1' }, capabilities: { approvals } });
  }

  /** Ends it if it still runs, and deletes its folders. */
  async close(): Promise<void> {
    this.child.stdin?.end();
    if (this.isRunning) this.child.kill('SIGKILL');
    await this.exited;
    for (const folder of this.#ownFolders) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }

  #wake(): void {
    for (const wake of [...this.#waiting]) wake();
  }
}

export async function startBridge(options: BridgeProcessOptions = {}): Promise<BridgeProcess> {
  const entry = await builtBridge();
  const own = [mkdtempSync(path.join(tmpdir(), 'bridge-state-'))];
  const stateFolder = own[0] as string;
  // Tests share what the compile cache knows, as real bridges do.
  const cache = path.join(path.dirname(entry), 'compile-cache');
  mkdirSync(cache, { recursive: true });
  symlinkSync(cache, path.join(stateFolder, 'compile-cache'));
  let folder = options.folder;
  if (folder === undefined) {
    folder = mkdtempSync(path.join(tmpdir(), 'bridge-project-'));
    own.push(folder);
  }
  const { PATH = '', HOME = '', LANG = 'C.UTF-8' } = process.env;
  const child = spawn(options.node ?? process.execPath, [entry], {
    cwd: folder,
    stdio: 'pipe',
    env: {
      PATH,
      HOME,
      LANG,
      ELECTRON_RUN_AS_NODE: '1',
      AGENT_MANAGER_STATE_DIR: stateFolder,
      // One try: what a test scripts is what happens, at once.
      AGENT_MANAGER_GEMINI_ATTEMPTS: '1',
      // However busy the machine is: a turn waits until its MCP servers are there.
      AGENT_MANAGER_MCP_WAIT_MS: '60000',
      ...(options.baseUrl && { GEMINI_API_KEY: 'test-key', GOOGLE_GEMINI_BASE_URL: options.baseUrl }),
      ...options.env,
    },
  });
  const bridge = new BridgeProcess(child, { folder, stateFolder, own });
  if (options.approvals) {
    await bridge.request({
      type: 'hello',
      protocolVersion: 1,
      client: { name: 'tests', version: '1' },
      capabilities: { approvals: true },
    });
  }
  return bridge;
}
