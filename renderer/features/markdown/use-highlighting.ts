import { useEffect, useRef, useState } from 'react';
import type { HighlightLanguage } from './highlight-languages.ts';
import type { TokenLine } from './highlight-protocol.ts';
import { forgetBlock, highlightGroup, newBlockId } from './highlighter.ts';
import type { LineGroups } from './line-groups.ts';

/** About 2,500 lines. What follows stays plain: tens of thousands of coloured pieces would make the window slow to scroll. */
const MAX_HIGHLIGHTED_LENGTH = 100_000;

/** The tokens of each group of lines, as far as they are known. A group that grew keeps those of its earlier lines until new ones come. */
export function useHighlighting(groups: LineGroups, language: HighlightLanguage | null): readonly (readonly TokenLine[] | undefined)[] {
  const [tokens, setTokens] = useState<readonly (readonly TokenLine[] | undefined)[]>([]);
  const latest = useRef(groups);
  latest.current = groups;
  const wake = useRef<() => void>(() => undefined);

  useEffect(() => {
    if (language === null) return;
    const blockId = newBlockId();
    let isGone = false;
    let isRunning = false;
    const done: string[] = [];

    // One group is in work at a time, so a block that streams sends its growing end only as often as the worker can take it.
    const run = async () => {
      if (isRunning) return;
      isRunning = true;
      for (;;) {
        const next = nextGroup(latest.current, done);
        if (next === null || isGone) break;
        const lines = await highlightGroup(blockId, next.index, language, next.code);
        if (isGone) break;
        done[next.index] = next.code;
        if (lines !== null) {
          setTokens((known) => {
            const changed = known.slice();
            changed[next.index] = lines;
            return changed;
          });
        }
      }
      isRunning = false;
    };
    wake.current = () => void run();
    void run();
    return () => {
      isGone = true;
      forgetBlock(blockId);
    };
  }, [language]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: more code is what wakes it.
  useEffect(() => wake.current(), [groups.code]);
  return tokens;
}

/** The first group whose tokens are missing or of an older text. */
function nextGroup({ closed, open }: LineGroups, done: readonly string[]): { index: number; code: string } | null {
  let length = 0;
  for (let index = 0; index <= closed.length; index += 1) {
    const code = closed[index] ?? open;
    length += code.length;
    if (length > MAX_HIGHLIGHTED_LENGTH) return null;
    if (done[index] !== code) return { index, code };
  }
  return null;
}
