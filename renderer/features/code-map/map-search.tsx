import { Search } from 'lucide-react';
import { type KeyboardEvent, useId, useState } from 'react';
import type { IntermapSymbol } from '#protocol/intermap.ts';
import type { CodeMapStore } from './code-map-store.ts';
import { KindIcon } from './kind-icon.tsx';
import styles from './map-search.module.css';
import { baseName } from './model/project-map.ts';
import { shortName } from './model/scene.ts';
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

  const goTo = (symbol: IntermapSymbol) => {
    setIsOpen(false);
    setText('');
    flyToSymbol(store, symbol);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && results.length > 0) {
      event.preventDefault();
      setIsOpen(true);
      setActiveIndex((Math.min(activeIndex, results.length - 1) + step + results.length) % results.length);
    } else if (event.key === 'Enter' && isShown && active !== undefined) {
      event.preventDefault();
      goTo(active);
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
        aria-label="Find a file or definition"
        aria-expanded={isShown && results.length > 0}
        aria-controls={listId}
        aria-activedescendant={isShown && active !== undefined ? `${listId}-${results.indexOf(active)}` : undefined}
        aria-autocomplete="list"
        placeholder="Find a file or definition"
        spellCheck={false}
        autoComplete="off"
        value={text}
        onChange={(event) => {
          setText(event.target.value);
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
              Nothing matches “{search.query}”
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

type SymbolOptionsProps = {
  listId: string;
  results: readonly IntermapSymbol[];
  activeIndex: number;
  onHover: (index: number) => void;
  onPick: (symbol: IntermapSymbol) => void;
};

/** Files and definitions as a listbox of the field that has the focus. */
export function SymbolOptions({ listId, results, activeIndex, onHover, onPick }: SymbolOptionsProps) {
  return (
    <div id={listId} role="listbox" aria-label="Files and definitions" className={styles.options}>
      {results.map((symbol, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field, as in every combobox.
        // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and names the active option.
        <div
          key={`${symbol.file}:${symbol.line}:${symbol.name}`}
          id={`${listId}-${index}`}
          role="option"
          aria-selected={index === activeIndex}
          ref={(element) => {
            if (index === activeIndex) element?.scrollIntoView({ block: 'nearest' });
          }}
          className={styles.option}
          // The field must not lose the focus before the click.
          onMouseDown={(event) => event.preventDefault()}
          onPointerMove={() => onHover(index)}
          onClick={() => onPick(symbol)}
        >
          <KindIcon kind={symbol.kind} />
          <span className={styles.name}>{symbol.kind === 'file' ? baseName(symbol.file) : shortName(symbol.name)}</span>
          <span className={styles.path}>{symbol.kind === 'file' ? symbol.file : `${symbol.file}:${symbol.line}`}</span>
        </div>
      ))}
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
