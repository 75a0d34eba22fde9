import { useEffect, useState } from 'react';
import { invoke } from '../../api.ts';
import { createMessageSearch, type MessageSearchState, NO_SEARCH } from './message-search.ts';

/** More would not be read; one more word narrows them down. */
const MAX_HITS = 50;
/** A wait that takes longer than this says so. */
const WORDS_AFTER_MS = 400;

type UsedMessageSearch = MessageSearchState & {
  /** The search takes long enough to be spoken of. */
  isSlow: boolean;
  retry: () => void;
};

/** The messages for what is typed. */
export function useMessageSearch(query: string): UsedMessageSearch {
  const [state, setState] = useState(NO_SEARCH);
  const [search] = useState(() =>
    createMessageSearch({ ask: (asked) => invoke('search.messages', { query: asked, limit: MAX_HITS }), onChange: setState }),
  );
  const [isSlow, setIsSlow] = useState(false);
  useEffect(() => search.find(query), [search, query]);
  useEffect(() => {
    if (!state.isSearching) return;
    const timer = setTimeout(() => setIsSlow(true), WORDS_AFTER_MS);
    return () => {
      clearTimeout(timer);
      setIsSlow(false);
    };
  }, [state.isSearching]);
  return { ...state, isSlow, retry: () => search.find(query) };
}
