import { Search } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useMemo, useState } from 'react';
import { Dialog } from '../../components/dialog.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Kbd } from '../../components/kbd.tsx';
import { Spinner } from '../../components/spinner.tsx';
import { useConversations } from '../../state/conversations-store.ts';
import { runErrorAction } from '../../state/report-error.ts';
import { closeDialog, useWindow } from '../../state/window-store.ts';
import { openItem } from './open-item.ts';
import styles from './search-dialog.module.css';
import { searchItems, stepItem } from './search-items.ts';
import { SearchOption } from './search-option.tsx';
import { useMessageSearch } from './use-message-search.ts';

/** Type a part of a title, a project, or words that were said: Enter opens the conversation, at the message. */
export function SearchDialog() {
  const isOpen = useWindow((state) => state.dialog === 'search');
  return (
    <Dialog open={isOpen} onOpenChange={closeDialog} title="Search conversations" hideTitle position="top">
      <SearchPanel />
    </Dialog>
  );
}

function SearchPanel() {
  const byId = useConversations((state) => state.byId);
  const selectedId = useConversations((state) => state.selectedId);
  const [query, setQuery] = useState('');
  const [activeIndex, setActiveIndex] = useState(0);
  const [isEntered, setIsEntered] = useState(false);
  const [nowMs] = useState(Date.now);
  const listId = useId();
  const search = useMessageSearch(query);
  const items = useMemo(() => searchItems(Object.values(byId), search.hits, query, selectedId), [byId, search.hits, query, selectedId]);
  const active = items[Math.min(activeIndex, items.length - 1)];
  // The messages shown still answer the query before: who types fast and presses Enter means what was typed.
  const isOutdated = active?.kind !== 'conversation' && query.trim() !== '' && search.answeredQuery !== query;
  const optionId = (key: string) => `${listId}-${key}`;

  useEffect(() => {
    if (active !== undefined) document.getElementById(`${listId}-${active.key}`)?.scrollIntoView({ block: 'nearest' });
  }, [active, listId]);

  useEffect(() => {
    if (!isEntered || isOutdated) return;
    setIsEntered(false);
    if (active !== undefined) openItem(active);
  }, [isEntered, isOutdated, active]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = ({ ArrowDown: 1, ArrowUp: -1 } as const)[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setActiveIndex(stepItem(activeIndex, step, items.length));
    }
    if (event.key === 'Enter') {
      // The composer of the conversation opened takes the focus at once, and would take this key's line break too.
      event.preventDefault();
      setIsEntered(true);
    }
  };

  const options = (kind: 'conversation' | 'message') =>
    items.map(
      (item, index) =>
        item.kind === kind && (
          <SearchOption
            key={item.key}
            id={optionId(item.key)}
            item={item}
            isActive={item === active}
            nowMs={nowMs}
            onPoint={() => setActiveIndex(index)}
            onChoose={() => openItem(item)}
          />
        ),
    );
  const hasConversations = items.some(({ kind }) => kind === 'conversation');

  return (
    <>
      <div className={styles.field}>
        <Search size={16} strokeWidth={1.5} aria-hidden />
        <input
          className={styles.input}
          type="text"
          data-dialog-focus
          role="combobox"
          aria-label="Search conversations"
          aria-expanded={items.length > 0}
          aria-controls={listId}
          aria-activedescendant={active === undefined ? undefined : optionId(active.key)}
          aria-autocomplete="list"
          placeholder="Search conversations and messages…"
          spellCheck={false}
          autoComplete="off"
          maxLength={1000}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setActiveIndex(0);
            setIsEntered(false);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div className={styles.results}>
        {items.length > 0 && (
          <div id={listId} role="listbox" aria-label="Results">
            {hasConversations && <Group title={query.trim() === '' ? null : 'Conversations'}>{options('conversation')}</Group>}
            {search.hits.length > 0 && <Group title="Messages">{options('message')}</Group>}
          </div>
        )}
        <SearchStatus query={query} search={search} hasItems={items.length > 0} />
      </div>
      <footer className={styles.footer} aria-hidden>
        <span>
          <Kbd shortcut="up" /> <Kbd shortcut="down" /> to move
        </span>
        <span>
          <Kbd shortcut="enter" /> to open
        </span>
        <span>
          <Kbd shortcut="escape" /> to close
        </span>
      </footer>
    </>
  );
}

function Group({ title, children }: { title: string | null; children: ReactNode }) {
  const id = useId();
  if (title === null) return children;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is no part of a listbox.
    <div role="group" aria-labelledby={id} className={styles.group}>
      <div id={id} className={styles.groupTitle} role="presentation">
        {title}
      </div>
      {children}
    </div>
  );
}

type SearchStatusProps = { query: string; search: ReturnType<typeof useMessageSearch>; hasItems: boolean };

/** Below the results: that messages are still looked for, could not be, or that there is nothing. */
function SearchStatus({ query, search, hasItems }: SearchStatusProps) {
  if (search.error !== null) {
    return (
      <div className={styles.failure}>
        <ErrorNotice
          layout="inline"
          error={{ action: 'retry', ...search.error }}
          onAction={(action) => {
            if (!runErrorAction(action)) search.retry();
          }}
        />
      </div>
    );
  }
  if (search.isSearching) {
    return (
      search.isSlow && (
        <div className={styles.none}>
          <Spinner>Searching messages</Spinner>
        </div>
      )
    );
  }
  if (hasItems) return null;
  if (query.trim() === '') return <Nothing>No other conversation yet</Nothing>;
  return search.answeredQuery === query && <Nothing>Nothing found for “{query.trim()}”</Nothing>;
}

function Nothing({ children }: { children: ReactNode }) {
  return (
    <p className={styles.none} role="status">
      {children}
    </p>
  );
}
