import { useEffect, useRef, useState } from 'react';
import { invoke } from '../../api.ts';
import { createMessageSearch, type MessageQuery, type MessageSearchState, NO_SEARCH, queryKey } from './message-search.ts';

/** A screen of them; the rest comes as one moves down. */
const PAGE_SIZE = 30;
/** A wait that takes longer than this says so. */
const WORDS_AFTER_MS = 400;

type UsedMessageSearch = MessageSearchState & {
  /** The search takes long enough to be spoken of. */
  isSlow: boolean;
  /** What is shown still answers the query before. */
  isOutdated: boolean;
  more: () => void;
  retry: () => void;
};

/** The messages for what is typed. */
export function useMessageSearch(query: MessageQuery): UsedMessageSearch {
  const [state, setState] = useState(NO_SEARCH);
  const [search] = useState(() =>
    createMessageSearch({
      pageSize: PAGE_SIZE,
      ask: ({ words, filters }, olderThan) =>
        invoke('search.messages', { query: words, filters, limit: PAGE_SIZE, ...(olderThan !== undefined && { olderThan }) }),
      onChange: setState,
    }),
  );
  const [isSlow, setIsSlow] = useState(false);
  const key = queryKey(query);
  const latest = useRef(query);
  latest.current = query;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key is the query, by value.
  useEffect(() => search.find(latest.current), [search, key]);
  useEffect(() => {
    if (!state.isSearching) return;
    const timer = setTimeout(() => setIsSlow(true), WORDS_AFTER_MS);
    return () => {
      clearTimeout(timer);
      setIsSlow(false);
    };
  }, [state.isSearching]);
  return { ...state, isSlow, isOutdated: state.answeredKey !== key, more: search.more, retry: () => search.find(latest.current) };
}
