import { useEffect, useState } from 'react';
import type { IntermapSymbol } from '#protocol/intermap.ts';
import { runCodeMap } from './run-command.ts';

export type SymbolSearch = { query: string; results: readonly IntermapSymbol[] };

/** Between two keys of someone who types; asking for each would queue up in the sidecar. */
const TYPING_PAUSE_MS = 120;
const MAX_RESULTS = 30;

/** Files and symbols that match, best first, a moment after the last key. Null: no query, or no answer yet or at all. */
export function useSymbolSearch(conversationId: string, query: string | null): SymbolSearch | null {
  const [found, setFound] = useState<SymbolSearch | null>(null);
  useEffect(() => {
    if (query === null) {
      setFound(null);
      return;
    }
    let isCurrent = true;
    const timer = setTimeout(() => {
      runCodeMap(conversationId, 'symbols', { query, files: true, limit: MAX_RESULTS }).then(
        ({ symbols }) => isCurrent && setFound({ query, results: symbols }),
        // A search that failed offers nothing; the map itself says what is wrong with the project.
        () => isCurrent && setFound({ query, results: [] }),
      );
    }, TYPING_PAUSE_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [conversationId, query]);
  return found;
}
