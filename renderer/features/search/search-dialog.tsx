import { Search } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useMemo, useState } from 'react';
import type { ConversationSummary } from '#protocol/ipc.ts';
import { Dialog } from '../../components/dialog.tsx';
import { Kbd } from '../../components/kbd.tsx';
import { StateDot } from '../../components/state-dot.tsx';
import { folderName } from '../../state/app-info-store.ts';
import { selectConversation } from '../../state/conversation-actions.ts';
import { useConversations } from '../../state/conversations-store.ts';
import { shortTimeLabel } from '../../state/local-day.ts';
import { closeDialog, useWindow } from '../../state/window-store.ts';
import styles from './search-dialog.module.css';
import { searchResults } from './search-results.ts';

/** The quick switcher: type a part of a title or project, Enter opens it. */
export function SearchDialog() {
  const isOpen = useWindow((state) => state.dialog === 'search');
  return (
    <Dialog open={isOpen} onOpenChange={closeDialog} title="Search conversations" hideTitle position="top">
      <QuickSwitcher />
    </Dialog>
  );
}

function QuickSwitcher() {
  const byId = useConversations((state) => state.byId);
  const selectedId = useConversations((state) => state.selectedId);
  const [query, setQuery] = useState('');
  const [activeIndex, setActiveIndex] = useState(0);
  const [nowMs] = useState(Date.now);
  const listId = useId();
  const results = useMemo(() => searchResults(Object.values(byId), query, selectedId), [byId, query, selectedId]);
  const active = results[Math.min(activeIndex, results.length - 1)];
  const optionId = (id: string) => `${listId}-${id}`;

  useEffect(() => {
    if (active !== undefined) document.getElementById(`${listId}-${active.id}`)?.scrollIntoView({ block: 'nearest' });
  }, [active, listId]);

  const open = (conversation: ConversationSummary) => {
    closeDialog();
    selectConversation(conversation.id);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || results.length === 0) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setActiveIndex((Math.min(activeIndex, results.length - 1) + step + results.length) % results.length);
    }
    if (event.key === 'Enter' && active !== undefined) {
      // The composer of the conversation opened takes the focus at once, and would take this key's line break too.
      event.preventDefault();
      open(active);
    }
  };

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
          aria-expanded={results.length > 0}
          aria-controls={listId}
          aria-activedescendant={active === undefined ? undefined : optionId(active.id)}
          aria-autocomplete="list"
          placeholder="Go to a conversation…"
          spellCheck={false}
          autoComplete="off"
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setActiveIndex(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      {results.length > 0 ? (
        <div id={listId} className={styles.results} role="listbox" aria-label="Conversations">
          {results.map((conversation) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field above, as in every combobox.
            // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and names the active option.
            <div
              key={conversation.id}
              id={optionId(conversation.id)}
              role="option"
              aria-selected={conversation === active}
              className={styles.option}
              onPointerMove={() => setActiveIndex(results.indexOf(conversation))}
              onClick={() => open(conversation)}
            >
              <StateDot state={conversation.openApprovals > 0 ? 'waiting' : conversation.sessionState} word="hidden" />
              <span className={styles.title}>{conversation.title}</span>
              {conversation.projectFolder !== null && <span className={styles.project}>{folderName(conversation.projectFolder)}</span>}
              <span className={styles.time}>{shortTimeLabel(conversation.updatedAt, nowMs)}</span>
            </div>
          ))}
        </div>
      ) : (
        <p className={styles.none} role="status">
          {query === '' ? 'No other conversation yet' : `No conversation matches “${query}”`}
        </p>
      )}
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
