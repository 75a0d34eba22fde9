/** The window's side of the highlighting worker, which starts with the first code block. */
import type { HighlightLanguage } from './highlight-languages.ts';
import type { HighlightRequest, HighlightResponse, TokenLine } from './highlight-protocol.ts';

let worker: Worker | null = null;
let lastId = 0;
const waiting = new Map<number, (lines: TokenLine[] | null) => void>();

function post(request: HighlightRequest): void {
  worker ??= startWorker();
  worker.postMessage(request);
}

function startWorker(): Worker {
  const started = new Worker(new URL('./highlight.worker.ts', import.meta.url), { type: 'module' });
  started.onmessage = ({ data }: MessageEvent<HighlightResponse>) => {
    waiting.get(data.requestId)?.(data.lines);
    waiting.delete(data.requestId);
  };
  started.onerror = () => {
    // Without a worker code stays plain. Nobody may wait for it.
    for (const resolve of waiting.values()) resolve(null);
    waiting.clear();
  };
  return started;
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
    post({ type: 'highlight', requestId, blockId, groupIndex, language, code });
  });
}

/** Frees what the worker remembers of a block that is gone. */
export function forgetBlock(blockId: number): void {
  worker?.postMessage({ type: 'forget', blockId } satisfies HighlightRequest);
}
