import { ArrowLeft, PanelLeft, Plus } from 'lucide-react';
import { useRef, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { createConversation, selectConversation } from '../../state/conversation-actions.ts';
import { useShortcut } from '../../state/shortcuts.ts';
import { conversationIdsOf } from '../../state/sidebar-rows.ts';
import { toggleSidebar, useWindow } from '../../state/window-store.ts';
import { strings } from '../../strings/strings.ts';
import { CommandKeys } from '../commands/command-keys.tsx';
import { ConversationList, type ConversationListHandle } from './conversation-list.tsx';
import styles from './sidebar.module.css';
import { SidebarFooter } from './sidebar-footer.tsx';
import { SidebarSearch } from './sidebar-search.tsx';
import { useNowPerDay } from './use-now-per-day.ts';
import { useSidebarRows } from './use-sidebar-rows.ts';

/** All conversations: what needs the person first. */
export function Sidebar() {
  const archived = useWindow((state) => state.sidebarList === 'archived');
  const [text, setText] = useState('');
  const nowMs = useNowPerDay();
  const rows = useSidebarRows({ archived, text, nowMs });
  const list = useRef<ConversationListHandle>(null);
  const search = useRef<HTMLInputElement>(null);

  const openFirst = () => {
    const first = conversationIdsOf(rows)[0];
    if (first !== undefined) selectConversation(first);
  };

  return (
    <div className={styles.sidebar}>
      <div className={styles.head}>
        <div className={styles.actions}>
          {archived ? (
            <Button
              variant="ghost"
              className={styles.back}
              icon={<ArrowLeft aria-hidden />}
              onClick={() => useWindow.setState({ sidebarList: 'conversations' })}
            >
              {strings.sidebar.archived}
            </Button>
          ) : (
            <button type="button" className={styles.new} onClick={() => void createConversation()}>
              <Plus size={16} strokeWidth={1.5} aria-hidden />
              <span className={styles.newWords}>{strings.common.newConversation}</span>
              <span className={styles.newKeys}>
                <CommandKeys id="new-conversation" />
              </span>
            </button>
          )}
          <IconButton
            label={strings.sidebar.hideSidebar}
            shortcut={useShortcut('toggle-sidebar')}
            icon={<PanelLeft aria-hidden />}
            onClick={toggleSidebar}
          />
        </div>
        <SidebarSearch
          ref={search}
          label={archived ? strings.sidebar.searchArchived : strings.sidebar.searchByTitle}
          text={text}
          onChange={setText}
          onLeaveDown={() => list.current?.focus()}
          onOpenFirst={openFirst}
        />
      </div>
      {rows.length === 0 ? (
        <div className={styles.empty}>
          <NothingListed text={text} archived={archived} onClear={() => setText('')} />
        </div>
      ) : (
        <ConversationList
          ref={list}
          label={archived ? strings.sidebar.archivedConversations : strings.window.conversations}
          rows={rows}
          nowMs={nowMs}
          onLeaveTop={() => search.current?.focus()}
        />
      )}
      <SidebarFooter />
    </div>
  );
}

function NothingListed({ text, archived, onClear }: { text: string; archived: boolean; onClear: () => void }) {
  if (text !== '') {
    return (
      <EmptyState
        size="small"
        title={strings.sidebar.noTitleContains(text)}
        actions={
          <Button size="small" onClick={onClear}>
            {strings.sidebar.clearSearch}
          </Button>
        }
      />
    );
  }
  if (archived) {
    return (
      <EmptyState size="small" title={strings.sidebar.nothingArchived}>
        {strings.sidebar.nothingArchivedHint}
      </EmptyState>
    );
  }
  return (
    <EmptyState size="small" title={strings.sidebar.noConversations}>
      {strings.sidebar.noConversationsHint}
    </EmptyState>
  );
}
