/** The window's side of the highlighting worker, which starts with the first code block. */
import type { HighlightLanguage } from './highlight-languages.ts';
import type { HighlightRequest, HighlightResponse, TokenLine } from './highlight-protocol.ts';

/** Code on which a grammar takes longer than this was made to do so; everything else must not wait for it. */
const GIVE_UP_AFTER_MS = 20_000;

let worker: Worker | null = null;
let lastId = 0;
const waiting = new Map<number, (lines: TokenLine[] | null) => void>();
let watchdog: ReturnType<typeof setTimeout> | undefined;

function post(request: HighlightRequest): void {
  worker ??= startWorker();
  worker.postMessage(request);
}

function startWorker(): Worker {
  const started = new Worker(new URL('./highlight.worker.ts', import.meta.url), { type: 'module' });
  started.onmessage = ({ data }: MessageEvent<HighlightResponse>) => {
    waiting.get(data.requestId)?.(data.lines);
    waiting.delete(data.requestId);
    watch();
  };
  started.onerror = giveUp;
  return started;
}

/** Each answer gives the worker its time anew. */
function watch(): void {
  clearTimeout(watchdog);
  watchdog = waiting.size > 0 ? setTimeout(giveUp, GIVE_UP_AFTER_MS) : undefined;
}

/** Leaves plain what was waited for. The next code block gets a new worker. */
function giveUp(): void {
  worker?.terminate();
  worker = null;
  for (const resolve of waiting.values()) resolve(null);
  waiting.clear();
}

/** A number no other block has. */
export function newBlockId(): number {
  lastId += 1;
  return lastId;
}

/** The tokens of one group of a block's lines; null where it stays plain. */
export function highlightGroup(
  blockId: number,
  groupIndex: number,
  language: HighlightLanguage,
  code: string,
): Promise<TokenLine[] | null> {
  lastId += 1;
  const requestId = lastId;
  return new Promise((resolve) => {
    waiting.set(requestId, resolve);
    if (waiting.size === 1) watch();
    post({ type: 'highlight', requestId, blockId, groupIndex, language, code });
  });
}

/** Frees what the worker remembers of a block that is gone. */
export function forgetBlock(blockId: number): void {
  worker?.postMessage({ type: 'forget', blockId } satisfies HighlightRequest);
}
