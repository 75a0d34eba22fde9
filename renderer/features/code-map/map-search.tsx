import { Search } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import type { IntermapSymbol } from '#protocol/intermap.ts';
import { strings } from '../../strings/strings.ts';
import type { CodeMapStore } from './code-map-store.ts';
import styles from './map-search.module.css';
import { SymbolOptions } from './symbol-options.tsx';
import { useSymbolSearch } from './use-symbol-search.ts';

/** Finds a file or definition and flies to it. */
export function MapSearch({ store, conversationId }: { store: CodeMapStore; conversationId: string }) {
  const [text, setText] = useState('');
  const [isOpen, setIsOpen] = useState(false);
  const [activeIndex, setActiveIndex] = useState(0);
  const listId = useId();
  const query = text.trim();
  const search = useSymbolSearch(conversationId, query === '' ? null : query);
  const results = search?.results ?? [];
  const isShown = isOpen && query !== '' && search !== null;
  const active = results[Math.min(activeIndex, results.length - 1)];
  const isFresh = search?.query === query;
  /** Enter was pressed before the answer to what is typed came. */
  const wantsFirst = useRef(false);

  const goTo = (symbol: IntermapSymbol) => {
    setIsOpen(false);
    setText('');
    flyToSymbol(store, symbol);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when an answer comes.
  useEffect(() => {
    const [first] = results;
    if (!wantsFirst.current || !isFresh) return;
    wantsFirst.current = false;
    if (first !== undefined) goTo(first);
  }, [search]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && results.length > 0) {
      event.preventDefault();
      setIsOpen(true);
      setActiveIndex((Math.min(activeIndex, results.length - 1) + step + results.length) % results.length);
    } else if (event.key === 'Enter' && query !== '') {
      event.preventDefault();
      if (isFresh && active !== undefined) goTo(active);
      wantsFirst.current = !isFresh;
    } else if (event.key === 'Escape' && text !== '') {
      event.preventDefault();
      event.stopPropagation();
      setText('');
    }
  };

  return (
    <div className={styles.search}>
      <Search className={styles.icon} size={14} strokeWidth={1.5} aria-hidden />
      <input
        className={styles.input}
        type="text"
        role="combobox"
        aria-label={strings.codeMap.find}
        aria-expanded={isShown && results.length > 0}
        aria-controls={listId}
        aria-activedescendant={isShown && active !== undefined ? `${listId}-${results.indexOf(active)}` : undefined}
        aria-autocomplete="list"
        placeholder={strings.codeMap.find}
        spellCheck={false}
        autoComplete="off"
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          wantsFirst.current = false;
          setIsOpen(true);
          setActiveIndex(0);
        }}
        onBlur={() => setIsOpen(false)}
        onKeyDown={onKeyDown}
      />
      {isShown && (
        <div className={styles.popup}>
          {results.length === 0 && (
            <p className={styles.none} role="status">
              {strings.codeMap.nothingMatches(search.query)}
            </p>
          )}
          <SymbolOptions
            listId={listId}
            results={results}
            activeIndex={results.indexOf(active as IntermapSymbol)}
            onHover={setActiveIndex}
            onPick={goTo}
          />
        </div>
      )}
    </div>
  );
}

/** Shows a definition in the picture of its file, and a file in that of its folder. */
function flyToSymbol(store: CodeMapStore, { kind, file, name }: IntermapSymbol): void {
  const { scene } = store.getState();
  const id = kind === 'file' ? file : name;
  if (scene?.nodes.some((node) => node.id === id) === true) store.reveal(id);
  else if (kind === 'file')
    void store.openFolder(file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : '').then(() => store.reveal(file));
  else void store.open({ type: 'file', file }, name);
}
