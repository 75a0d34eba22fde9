import { type KeyboardEvent, type RefObject, useId, useLayoutEffect, useRef, useState } from 'react';
import type { IntermapSymbol } from '#protocol/intermap.ts';
import { useConversations } from '../../state/conversations-store.ts';
import { codeReference } from '../code-map/code-reference.ts';
import { shortName } from '../code-map/model/scene.ts';
import { useSymbolSearch } from '../code-map/use-symbol-search.ts';
import { isOfInputMethod } from './composer-keys.ts';
import { type Mention, mentionAt, replaceMention } from './mention.ts';

type MentionOptions = {
  conversationId: string;
  text: string;
  field: RefObject<HTMLTextAreaElement | null>;
  onWrite: (text: string) => void;
};

const NO_RESULTS: readonly IntermapSymbol[] = [];

/** `@` completes files and definitions of the conversation's project; without one nothing happens. */
export function useMention({ conversationId, text, field, onWrite }: MentionOptions) {
  const hasProject = useConversations((state) => (state.byId[conversationId]?.projectFolder ?? null) !== null);
  const [mention, setMention] = useState<Mention | null>(null);
  const [dismissedStart, setDismissedStart] = useState<number | null>(null);
  const [activeIndex, setActiveIndex] = useState(0);
  const caretAfterWrite = useRef<number | null>(null);
  const listId = useId();
  const isWanted = hasProject && mention !== null && mention.start !== dismissedStart;
  const search = useSymbolSearch(conversationId, isWanted ? mention.query : null);
  const results = isWanted ? (search?.results ?? NO_RESULTS) : NO_RESULTS;
  const isOpen = results.length > 0;
  const active = Math.min(activeIndex, results.length - 1);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the caret can be placed once the new text is in the field.
  useLayoutEffect(() => {
    const caret = caretAfterWrite.current;
    if (caret === null) return;
    caretAfterWrite.current = null;
    field.current?.setSelectionRange(caret, caret);
  }, [text, field]);

  /** After every change of the text or the caret. */
  const follow = () => {
    const { value, selectionStart, selectionEnd } = field.current ?? { value: '', selectionStart: 0, selectionEnd: 0 };
    const next = selectionStart === selectionEnd ? mentionAt(value, selectionStart) : null;
    if (next?.query !== mention?.query) setActiveIndex(0);
    if (next === null) setDismissedStart(null);
    setMention(next);
  };

  const pick = (symbol: IntermapSymbol) => {
    if (mention === null) return;
    const isFile = symbol.kind === 'file';
    const reference = codeReference({ path: symbol.file, line: symbol.line, ...(!isFile && { name: shortName(symbol.name) }) });
    const replaced = replaceMention(text, mention, reference);
    caretAfterWrite.current = replaced.caret;
    setMention(null);
    onWrite(replaced.text);
    field.current?.focus();
  };

  /** True where the key was meant for the list. */
  const onKeyDown = (event: KeyboardEvent): boolean => {
    if (!isOpen || isOfInputMethod(event.nativeEvent)) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const symbol = results[active];
    if (step !== undefined) setActiveIndex((active + step + results.length) % results.length);
    else if ((event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey && symbol !== undefined) pick(symbol);
    else if (event.key === 'Escape') setDismissedStart(mention?.start ?? null);
    else return false;
    event.preventDefault();
    return true;
  };

  return {
    follow,
    onKeyDown,
    close: () => setMention(null),
    popup: isOpen ? { listId, results, activeIndex: active, onHover: setActiveIndex, onPick: pick } : null,
    /** What ties the field to the list for those who don't see it. */
    fieldAttributes: {
      'aria-autocomplete': 'list' as const,
      'aria-haspopup': 'listbox' as const,
      ...(isOpen && { 'aria-controls': listId, 'aria-activedescendant': `${listId}-${active}` }),
    },
  };
}
