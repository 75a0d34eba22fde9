import { Search } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useMemo, useRef, useState } from 'react';
import { Dialog } from '../../components/dialog.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Kbd } from '../../components/kbd.tsx';
import { Spinner } from '../../components/spinner.tsx';
import { useAgents } from '../../state/agents-store.ts';
import { loadArchive } from '../../state/conversation-actions.ts';
import { useConversations } from '../../state/conversations-store.ts';
import { reportErrors, runErrorAction } from '../../state/report-error.ts';
import { byNewest } from '../../state/sidebar-rows.ts';
import { closeDialog, openCommands, openSearch, useWindow } from '../../state/window-store.ts';
import { strings } from '../../strings/strings.ts';
import { CommandPanel } from '../commands/command-panel.tsx';
import { FilterBar } from './filter-bar.tsx';
import { filterMenus } from './filter-menus.ts';
import { openItem } from './open-item.ts';
import { readQuery } from './query-filters.ts';
import styles from './search-dialog.module.css';
import { searchItems, stepItem } from './search-items.ts';
import { SearchOption } from './search-option.tsx';
import { useMessageSearch } from './use-message-search.ts';
import { useSearchFacets } from './use-search-facets.ts';

/** The next page is asked for this far before its end comes into view, by wheel or by arrow keys. */
const MORE_FROM_PX = 400;
const ITEMS_AHEAD = 5;

/** Type a part of a title, a project, or words that were said: Enter opens the conversation, at the message. */
export function SearchDialog() {
  const isSearch = useWindow((state) => state.dialog === 'search');
  const isCommands = useWindow((state) => state.dialog === 'commands');
  const [commandWords, setCommandWords] = useState('');
  const toCommands = (words: string) => {
    setCommandWords(words);
    openCommands();
  };
  useEffect(() => {
    if (!isCommands) setCommandWords('');
  }, [isCommands]);
  return (
    <Dialog
      open={isSearch || isCommands}
      onOpenChange={closeDialog}
      title={isCommands ? strings.commands.name : strings.shortcuts.search}
      hideTitle
      position="top"
    >
      {isCommands ? <CommandPanel initialWords={commandWords} onLeave={openSearch} /> : <SearchPanel onCommands={toCommands} />}
    </Dialog>
  );
}

/** `onCommands`: what begins with `>` looks for a command. */
function SearchPanel({ onCommands }: { onCommands: (words: string) => void }) {
  const byId = useConversations((state) => state.byId);
  const selectedId = useConversations((state) => state.selectedId);
  const [query, setQuery] = useState('');
  const [activeIndex, setActiveIndex] = useState(0);
  const [isEntered, setIsEntered] = useState(false);
  const [nowMs] = useState(Date.now);
  const field = useRef<HTMLInputElement>(null);
  const listId = useId();
  const agents = useAgents((state) => state.agents);
  const facets = useSearchFacets();
  const context = useMemo(() => ({ facets, agents, conversationId: selectedId, nowMs }), [facets, agents, selectedId, nowMs]);
  const read = useMemo(() => readQuery(query, context), [query, context]);
  const { words, filters } = read;
  const search = useMessageSearch(read);
  // Sorted once and not with each key: what is in order already costs the sort below next to nothing.
  const newestFirst = useMemo(() => Object.values(byId).sort(byNewest), [byId]);
  const items = useMemo(
    () => searchItems(newestFirst, search.hits, words, selectedId, filters),
    [newestFirst, search.hits, words, selectedId, filters],
  );
  const active = items[Math.min(activeIndex, items.length - 1)];
  // The messages shown still answer the query before: who types fast and presses Enter means what was typed.
  const isOutdated = active?.kind !== 'conversation' && search.isOutdated;
  const isNearEnd = activeIndex >= items.length - ITEMS_AHEAD;
  useEffect(() => {
    if (filters.archived === true) reportErrors(loadArchive());
  }, [filters.archived]);
  useEffect(() => {
    if (isNearEnd && activeIndex > 0) search.more();
  }, [isNearEnd, activeIndex, search.more]);
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
  const change = (text: string) => {
    if (text.startsWith('>')) return onCommands(text.slice(1));
    setQuery(text);
    setActiveIndex(0);
    setIsEntered(false);
  };
  const hasConversations = items.some(({ kind }) => kind === 'conversation');

  return (
    <>
      <div className={styles.field}>
        <Search size={16} strokeWidth={1.5} aria-hidden />
        <input
          ref={field}
          className={styles.input}
          type="text"
          // biome-ignore lint/a11y/noAutofocus: the field is what one opens the dialog for, and it comes back from the commands.
          autoFocus
          data-dialog-focus
          role="combobox"
          aria-label={strings.shortcuts.search}
          aria-expanded={items.length > 0}
          aria-controls={listId}
          aria-activedescendant={active === undefined ? undefined : optionId(active.key)}
          aria-autocomplete="list"
          placeholder={strings.search.placeholder}
          spellCheck={false}
          autoComplete="off"
          maxLength={1000}
          value={query}
          onChange={(event) => change(event.target.value)}
          onKeyDown={onKeyDown}
        />
      </div>
      <FilterBar menus={filterMenus(query, read, context, change)} onClosed={() => field.current?.focus()} />
      {read.problem !== null && (
        <p className={styles.problem} role="status">
          {read.problem}
        </p>
      )}
      <div
        className={styles.results}
        onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
          if (scrollHeight - scrollTop - clientHeight < MORE_FROM_PX) search.more();
        }}
      >
        {items.length > 0 && (
          <div id={listId} role="listbox" aria-label={strings.search.results}>
            {hasConversations && <Group title={words.trim() === '' ? null : strings.window.conversations}>{options('conversation')}</Group>}
            {search.hits.length > 0 && <Group title={strings.search.messages}>{options('message')}</Group>}
          </div>
        )}
        <SearchStatus words={words} isFiltered={Object.keys(filters).length > 0} search={search} hasItems={items.length > 0} />
      </div>
      <footer className={styles.footer} aria-hidden>
        <span>
          <Kbd shortcut="up" /> <Kbd shortcut="down" /> {strings.search.toMove}
        </span>
        <span>
          <Kbd shortcut="enter" /> {strings.search.toOpen}
        </span>
        <span>
          <Kbd shortcut="escape" /> {strings.search.toClose}
        </span>
        <span>
          <Kbd shortcut=">" /> {strings.commands.forCommands}
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

type SearchStatusProps = { words: string; isFiltered: boolean; search: ReturnType<typeof useMessageSearch>; hasItems: boolean };

/** Below the results: that messages are still looked for, could not be, or that there is nothing. */
function SearchStatus({ words, isFiltered, search, hasItems }: SearchStatusProps) {
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
          <Spinner>{hasItems ? strings.search.searchingOlder : strings.search.searching}</Spinner>
        </div>
      )
    );
  }
  if (hasItems) return null;
  if (words.trim() === '') return <Nothing>{isFiltered ? strings.search.noneFits : strings.search.noOther}</Nothing>;
  if (search.isOutdated) return null;
  return <Nothing>{strings.search.nothingFound(words.trim(), isFiltered)}</Nothing>;
}

function Nothing({ children }: { children: ReactNode }) {
  return (
    <p className={styles.none} role="status">
      {children}
    </p>
  );
}
