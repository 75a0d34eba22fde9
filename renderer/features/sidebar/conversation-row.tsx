import { Ellipsis, Pin, ShieldOff } from 'lucide-react';
import { memo } from 'react';
import type { ConversationSummary } from '#protocol/ipc.ts';
import { classNames } from '../../components/class-names.ts';
import { IconButton } from '../../components/icon-button.tsx';
import { InlineTitleInput } from '../../components/inline-title-input.tsx';
import { ContextMenu, DropdownMenu } from '../../components/menu.tsx';
import { STATE_WORDS, StateDot } from '../../components/state-dot.tsx';
import { VisuallyHidden } from '../../components/visually-hidden.tsx';
import { renameConversation, selectConversation } from '../../state/conversation-actions.ts';
import { useConversation, useConversations } from '../../state/conversations-store.ts';
import { shortTimeLabel } from '../../state/local-day.ts';
import { strings } from '../../strings/strings.ts';
import { VisibleText } from '../markdown/visible-text.tsx';
import { likelyNext } from '../thread/likely-next.ts';
import styles from './conversation-row.module.css';
import { rowMenuEntries } from './row-menu.tsx';

/** The row's button in the page, for whoever moves the focus to it. */
export const rowElementId = (conversationId: string): string => `conversation-${conversationId}`;

/** After its title field is gone the row has the focus again, unless the person has put it elsewhere. */
function focusRowIfLost(conversationId: string): void {
  requestAnimationFrame(() => {
    if (document.activeElement === document.body) document.getElementById(rowElementId(conversationId))?.focus();
  });
}

type ConversationRowProps = {
  conversationId: string;
  /** The one row that Tab reaches. */
  isTabStop: boolean;
  nowMs: number;
  /** The row becomes the tab stop: it was clicked, focused, or its menu was opened. */
  onTouch: (conversationId: string) => void;
};

/** A conversation in the sidebar. Draws anew only when its own conversation changes. */
export const ConversationRow = memo(function ConversationRow({ conversationId, isTabStop, nowMs, onTouch }: ConversationRowProps) {
  const conversation = useConversation(conversationId);
  const isSelected = useConversations((state) => state.selectedId === conversationId);
  const isRenaming = useConversations((state) => state.renamingId === conversationId);
  if (conversation === undefined) return null;

  const entries = rowMenuEntries(conversation);
  // The title field takes the focus itself; giving it back to the row would end the edit at once.
  const keepFocusInTitle = (event: Event) => {
    if (useConversations.getState().renamingId !== null) event.preventDefault();
  };
  const showsUnread = conversation.unread && !isSelected;
  const touch = () => onTouch(conversationId);

  return (
    <ContextMenu entries={entries} onCloseAutoFocus={keepFocusInTitle}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: notes which row was touched; the button within does the work. */}
      <div
        className={classNames(styles.row, isSelected && styles.selected, showsUnread && styles.unread)}
        onFocus={touch}
        onContextMenu={touch}
      >
        {isRenaming ? (
          <div className={styles.rename}>
            <InlineTitleInput
              label={strings.sidebar.conversationTitle}
              initialTitle={conversation.title}
              onCommit={(title) => {
                renameConversation(conversationId, title);
                focusRowIfLost(conversationId);
              }}
              onCancel={() => {
                useConversations.setState({ renamingId: null });
                focusRowIfLost(conversationId);
              }}
            />
          </div>
        ) : (
          <button
            type="button"
            id={rowElementId(conversationId)}
            className={styles.open}
            tabIndex={isTabStop ? 0 : -1}
            aria-current={isSelected ? 'true' : undefined}
            onClick={() => selectConversation(conversationId)}
            {...likelyNext(conversationId)}
          >
            <RowWords conversation={conversation} nowMs={nowMs} />
            {showsUnread && <VisuallyHidden>{strings.sidebar.newAnswer}</VisuallyHidden>}
            {/* The marks beside the time give way to the row's menu when it has the focus. */}
            {conversation.pinned && <VisuallyHidden>{strings.sidebar.pinned}</VisuallyHidden>}
            {conversation.approvalMode === 'yolo' && <VisuallyHidden>{strings.sidebar.neverAsks}</VisuallyHidden>}
          </button>
        )}
        {!isRenaming && (
          <div className={styles.menu}>
            <DropdownMenu
              align="end"
              entries={entries}
              onCloseAutoFocus={keepFocusInTitle}
              trigger={
                <IconButton
                  size="small"
                  tabIndex={-1}
                  label={strings.sidebar.actionsFor(conversation.title)}
                  tooltip={strings.sidebar.actions}
                  icon={<Ellipsis aria-hidden />}
                  onPointerDown={touch}
                />
              }
            />
          </div>
        )}
      </div>
    </ContextMenu>
  );
});

function RowWords({ conversation, nowMs }: { conversation: ConversationSummary; nowMs: number }) {
  const { sessionState, openApprovals, title, preview, pinned, approvalMode, updatedAt } = conversation;
  const state = openApprovals > 0 ? 'waiting' : sessionState;
  return (
    <>
      <span className={styles.dot}>
        <StateDot state={state} word="hidden" />
      </span>
      <span className={styles.title}>
        <VisibleText>{title}</VisibleText>
      </span>
      <span className={classNames(styles.meta, styles[state])}>
        {approvalMode === 'yolo' && <ShieldOff className={styles.neverAsks} size={12} strokeWidth={1.5} aria-hidden />}
        {pinned && <Pin size={12} strokeWidth={1.5} aria-hidden />}
        {state === 'stopped' ? shortTimeLabel(updatedAt, nowMs) : <span aria-hidden>{STATE_WORDS[state]}</span>}
      </span>
      <span className={styles.preview}>
        <VisibleText>{preview === '' ? strings.sidebar.noMessages : preview}</VisibleText>
      </span>
    </>
  );
}
