import {
  FileDiff,
  Folder,
  FolderGit2,
  FolderX,
  GitBranch,
  Hand,
  LayoutList,
  Map as MapIcon,
  PanelLeft,
  Search,
  ShieldOff,
  SquarePen,
} from 'lucide-react';
import { useEffect } from 'react';
import type { ConversationSummary } from '#protocol/ipc.ts';
import { IconButton } from '../../components/icon-button.tsx';
import { InlineTitleInput } from '../../components/inline-title-input.tsx';
import { StateDot } from '../../components/state-dot.tsx';
import { Tooltip } from '../../components/tooltip.tsx';
import { VisuallyHidden } from '../../components/visually-hidden.tsx';
import { agentAndModel, useAgent } from '../../state/agents-store.ts';
import { folderName, shortPath, useAppInfo } from '../../state/app-info-store.ts';
import { useApprovals, waitingConversations } from '../../state/approvals-store.ts';
import { createConversation, renameConversation } from '../../state/conversation-actions.ts';
import { useConversations } from '../../state/conversations-store.ts';
import { toggleInspector, useInspectorTab } from '../../state/inspector.ts';
import { useProjectStatus } from '../../state/project-status.ts';
import { useShortcut } from '../../state/shortcuts.ts';
import { openSearch, toggleOverview, toggleSidebar, useWindow } from '../../state/window-store.ts';
import { strings } from '../../strings/strings.ts';
import { CommandKeys } from '../commands/command-keys.tsx';
import { VisibleText } from '../markdown/visible-text.tsx';
import styles from './title-bar.module.css';

/** What is open and how it stands: title · project · agent and model · state. */
export function TitleBar() {
  useWindowTitle();
  const conversation = useConversations((state) => (state.selectedId === null ? undefined : state.byId[state.selectedId]));
  const hasSidebarBeside = useWindow((state) => state.sidebarShown && !state.narrow);
  const keys = {
    sidebar: useShortcut('toggle-sidebar'),
    create: useShortcut('new-conversation'),
    overview: useShortcut('toggle-overview'),
  };
  return (
    <header className={styles.bar}>
      {!hasSidebarBeside && (
        <div className={styles.left}>
          <IconButton
            label={strings.titleBar.showSidebar}
            shortcut={keys.sidebar}
            icon={<PanelLeft aria-hidden />}
            onClick={toggleSidebar}
          />
          <IconButton
            label={strings.common.newConversation}
            shortcut={keys.create}
            icon={<SquarePen aria-hidden />}
            onClick={() => void createConversation()}
          />
        </div>
      )}
      {conversation !== undefined && <OpenConversation key={conversation.id} conversation={conversation} />}
      <div className={styles.views}>
        <IconButton
          className={styles.overview}
          label={strings.overview.title}
          shortcut={keys.overview}
          icon={<LayoutList aria-hidden />}
          onClick={toggleOverview}
        />
        {conversation !== undefined && <ChangesToggle />}
        <ApprovalsToggle />
        {conversation !== undefined && <CodeMapToggle />}
      </div>
      <button type="button" className={styles.search} onClick={openSearch}>
        <Search size={14} strokeWidth={1.5} aria-hidden />
        <span className={styles.searchWords}>
          {strings.titleBar.search}
          <VisuallyHidden> {strings.titleBar.searchConversations}</VisuallyHidden>
        </span>
        <span className={styles.searchKeys} aria-hidden>
          <CommandKeys id="search" />
        </span>
      </button>
    </header>
  );
}

function ChangesToggle() {
  const isShown = useInspectorTab() === 'changes';
  return (
    <IconButton
      label={strings.inspector.changes}
      shortcut={useShortcut('toggle-changes')}
      icon={<FileDiff aria-hidden />}
      pressed={isShown}
      onClick={() => toggleInspector('changes')}
    />
  );
}

/** How many conversations wait for the person, wherever they look: the way to all of them. */
function ApprovalsToggle() {
  const isShown = useInspectorTab() === 'approvals';
  const count = useApprovals((state) => waitingConversations(state.approvals).length);
  const shortcut = useShortcut('toggle-approvals');
  const toggle = () => toggleInspector('approvals');
  if (count === 0)
    return (
      <IconButton label={strings.inspector.approvals} shortcut={shortcut} icon={<Hand aria-hidden />} pressed={isShown} onClick={toggle} />
    );
  return (
    <Tooltip content={strings.inspector.approvals} shortcut={shortcut}>
      <button type="button" className={styles.needYou} aria-pressed={isShown} onClick={toggle}>
        <Hand size={14} strokeWidth={1.5} aria-hidden />
        {count}
        <span className={styles.needYouWords}> {strings.titleBar.needYou(count)}</span>
      </button>
    </Tooltip>
  );
}

function CodeMapToggle() {
  const isShown = useInspectorTab() === 'code-map';
  return (
    <IconButton
      label={strings.inspector.codeMap}
      shortcut={useShortcut('toggle-code-map')}
      icon={<MapIcon aria-hidden />}
      pressed={isShown}
      onClick={() => toggleInspector('code-map')}
    />
  );
}

/** What the desktop calls the window, in its task bar and window list. */
function useWindowTitle(): void {
  const title = useConversations((state) => (state.selectedId === null ? undefined : state.byId[state.selectedId]?.title));
  useEffect(() => {
    document.title = title === undefined ? 'Agent Manager' : `${title} – Agent Manager`;
  }, [title]);
}

function OpenConversation({ conversation }: { conversation: ConversationSummary }) {
  const agent = useAgent(conversation.agentId);
  const state = conversation.openApprovals > 0 ? 'waiting' : conversation.sessionState;
  return (
    <>
      <ConversationTitle conversation={conversation} />
      <div className={styles.facts}>
        {conversation.projectFolder !== null && <Project conversation={conversation} folder={conversation.projectFolder} />}
        <span className={styles.model}>{agentAndModel(agent, conversation.agentId, conversation.model)}</span>
        {conversation.approvalMode === 'yolo' && (
          <span className={styles.neverAsks} title={strings.titleBar.neverAsksHint}>
            <ShieldOff size={14} strokeWidth={1.5} aria-hidden />
            {strings.sidebar.neverAsks}
          </span>
        )}
        <span className={styles.state} role="status" aria-label={strings.titleBar.agentState}>
          <StateDot
            state={state}
            {...(state === 'stopped' && conversation.leafMessageId === null && { words: strings.titleBar.notStarted })}
          />
        </span>
      </div>
    </>
  );
}

/** The project's name and its branch; a worktree goes by the name of the project it was made from. */
function Project({ conversation, folder }: { conversation: ConversationSummary; folder: string }) {
  const homeFolder = useAppInfo((state) => state.info?.homeFolder);
  const status = useProjectStatus(conversation);
  const isMissing = status?.exists === false;
  const branch = status?.git?.branch ?? status?.git?.commit;
  return (
    <span
      className={styles.project}
      title={isMissing ? strings.titleBar.isGone(shortPath(folder, homeFolder)) : shortPath(folder, homeFolder)}
    >
      {isMissing ? <FolderX size={14} strokeWidth={1.5} aria-hidden /> : <Folder size={14} strokeWidth={1.5} aria-hidden />}
      <span className={styles.projectName}>
        <VisibleText>{folderName(conversation.worktree?.projectFolder ?? folder)}</VisibleText>
        {isMissing && ` ${strings.titleBar.notThere}`}
      </span>
      {branch != null && (
        <span className={styles.branch} title={branchTitle(conversation, branch, status?.git?.branch != null)}>
          {conversation.worktree === null ? (
            <GitBranch size={14} strokeWidth={1.5} aria-hidden />
          ) : (
            <FolderGit2 size={14} strokeWidth={1.5} aria-hidden />
          )}
          <VisuallyHidden>{conversation.worktree === null ? strings.titleBar.branch : strings.titleBar.worktreeBranch} </VisuallyHidden>
          <span className={styles.projectName}>
            <VisibleText>{branch}</VisibleText>
          </span>
        </span>
      )}
    </span>
  );
}

function branchTitle({ worktree }: ConversationSummary, branch: string, isBranch: boolean): string {
  const where = isBranch ? strings.titleBar.onBranch(branch) : strings.titleBar.onNoBranch(branch);
  return worktree === null ? where : strings.titleBar.inOwnWorktree(where);
}

function ConversationTitle({ conversation }: { conversation: ConversationSummary }) {
  const isEditing = useConversations((state) => state.editedTitleId === conversation.id);
  const setIsEditing = (next: boolean) => useConversations.setState({ editedTitleId: next ? conversation.id : null });
  return (
    <h1 className={styles.title}>
      {isEditing ? (
        <InlineTitleInput
          label={strings.sidebar.conversationTitle}
          initialTitle={conversation.title}
          onCommit={(title) => {
            setIsEditing(false);
            renameConversation(conversation.id, title);
          }}
          onCancel={() => setIsEditing(false)}
        />
      ) : (
        <Tooltip content={strings.sidebar.rename}>
          <button type="button" className={styles.titleButton} onClick={() => setIsEditing(true)}>
            <VisibleText>{conversation.title}</VisibleText>
          </button>
        </Tooltip>
      )}
    </h1>
  );
}
