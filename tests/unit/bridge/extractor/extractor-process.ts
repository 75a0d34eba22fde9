/** The bundled extractor as a real child, for its tests. */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { FileFacts } from '#bridge/extractor/facts.ts';

export interface ExtractorReply {
  id?: number | null;
  ready?: boolean;
  languages?: string[];
  facts?: FileFacts;
  error?: string;
}

export interface ExtractorProcess {
  sendLine(line: string): void;
  next(): Promise<ExtractorReply>;
  /** Facts of one source. */
  facts(language: string, source: string): Promise<FileFacts>;
  /** Ends stdin and gives the exit code. */
  close(): Promise<number | null>;
}

/** Builds the bundle into a folder of its own; `remove` takes it away. */
export async function buildExtractor(): Promise<{ folder: string; script: string; remove(): Promise<void> }> {
  const { build } = (await import('#bridge/extractor/build.mjs' as string)) as {
    build(options: { outDir: string }): Promise<void>;
  };
  const folder = await mkdtemp(join(tmpdir(), 'intermap-extractor-'));
  await build({ outDir: folder });
  return {
    folder,
    script: join(folder, 'intermap-extractor.js'),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Starts the bundle on the Node that runs the tests. */
export async function startExtractor(script: string): Promise<ExtractorProcess> {
  const child: ChildProcessByStdio<Writable, Readable, null> = spawn(process.execPath, [script], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  });
  const exit = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  let nextId = 0;
  const extractor: ExtractorProcess = {
    sendLine: (line) => child.stdin.write(`${line}\n`),
    async next() {
      const { value, done } = await lines.next();
      if (done) throw new Error('the extractor ended');
      return JSON.parse(value) as ExtractorReply;
    },
    async facts(language, source) {
      extractor.sendLine(JSON.stringify({ id: ++nextId, language, source }));
      const reply = await extractor.next();
      if (!reply.facts) throw new Error(`no facts: ${reply.error}`);
      return reply.facts;
    },
    close() {
      child.stdin.end();
      return exit;
    },
  };
  const ready = await extractor.next();
  if (!ready.ready) throw new Error('the extractor did not say that it is ready');
  return extractor;
}
