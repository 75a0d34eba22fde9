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
import { useEffect, useState } from 'react';
import type { ConversationSummary } from '#protocol/ipc.ts';
import { IconButton } from '../../components/icon-button.tsx';
import { InlineTitleInput } from '../../components/inline-title-input.tsx';
import { Kbd } from '../../components/kbd.tsx';
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
import { openSearch, toggleOverview, toggleSidebar, useWindow } from '../../state/window-store.ts';
import { VisibleText } from '../markdown/visible-text.tsx';
import styles from './title-bar.module.css';

/** What is open and how it stands: title · project · agent and model · state. */
export function TitleBar() {
  useWindowTitle();
  const conversation = useConversations((state) => (state.selectedId === null ? undefined : state.byId[state.selectedId]));
  const hasSidebarBeside = useWindow((state) => state.sidebarShown && !state.narrow);
  return (
    <header className={styles.bar}>
      {!hasSidebarBeside && (
        <div className={styles.left}>
          <IconButton label="Show sidebar" shortcut="mod+b" icon={<PanelLeft aria-hidden />} onClick={toggleSidebar} />
          <IconButton
            label="New conversation"
            shortcut="mod+n"
            icon={<SquarePen aria-hidden />}
            onClick={() => void createConversation()}
          />
        </div>
      )}
      {conversation !== undefined && <OpenConversation key={conversation.id} conversation={conversation} />}
      <IconButton
        className={styles.overview}
        label="Overview"
        shortcut="mod+shift+o"
        icon={<LayoutList aria-hidden />}
        onClick={toggleOverview}
      />
      {conversation !== undefined && <ChangesToggle />}
      <ApprovalsToggle />
      {conversation !== undefined && <CodeMapToggle />}
      <button type="button" className={styles.search} onClick={openSearch}>
        <Search size={14} strokeWidth={1.5} aria-hidden />
        <span className={styles.searchWords}>
          Search<VisuallyHidden> conversations</VisuallyHidden>
        </span>
        <span className={styles.searchKeys} aria-hidden>
          <Kbd shortcut="mod+k" />
        </span>
      </button>
    </header>
  );
}

function ChangesToggle() {
  const isShown = useInspectorTab() === 'changes';
  return (
    <IconButton
      label="Changes"
      shortcut="mod+shift+d"
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
  const toggle = () => toggleInspector('approvals');
  if (count === 0)
    return <IconButton label="Approvals" shortcut="mod+shift+a" icon={<Hand aria-hidden />} pressed={isShown} onClick={toggle} />;
  return (
    <Tooltip content="Approvals" shortcut="mod+shift+a">
      <button type="button" className={styles.needYou} aria-pressed={isShown} onClick={toggle}>
        <Hand size={14} strokeWidth={1.5} aria-hidden />
        {count}
        <span className={styles.needYouWords}> {count === 1 ? 'needs you' : 'need you'}</span>
      </button>
    </Tooltip>
  );
}

function CodeMapToggle() {
  const isShown = useInspectorTab() === 'code-map';
  return (
    <IconButton
      label="Code map"
      shortcut="mod+shift+m"
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
          <span className={styles.neverAsks} title="The agent edits and runs everything without asking">
            <ShieldOff size={14} strokeWidth={1.5} aria-hidden />
            Never asks
          </span>
        )}
        <span className={styles.state} role="status" aria-label="Agent state">
          <StateDot state={state} {...(state === 'stopped' && conversation.leafMessageId === null && { words: 'Not started' })} />
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
      title={isMissing ? `${shortPath(folder, homeFolder)} is not there any more` : shortPath(folder, homeFolder)}
    >
      {isMissing ? <FolderX size={14} strokeWidth={1.5} aria-hidden /> : <Folder size={14} strokeWidth={1.5} aria-hidden />}
      <span className={styles.projectName}>
        <VisibleText>{folderName(conversation.worktree?.projectFolder ?? folder)}</VisibleText>
        {isMissing && ' (not there)'}
      </span>
      {branch != null && (
        <span className={styles.branch} title={branchTitle(conversation, branch, status?.git?.branch != null)}>
          {conversation.worktree === null ? (
            <GitBranch size={14} strokeWidth={1.5} aria-hidden />
          ) : (
            <FolderGit2 size={14} strokeWidth={1.5} aria-hidden />
          )}
          <VisuallyHidden>{conversation.worktree === null ? 'branch' : 'own worktree, branch'} </VisuallyHidden>
          <span className={styles.projectName}>
            <VisibleText>{branch}</VisibleText>
          </span>
        </span>
      )}
    </span>
  );
}

function branchTitle({ worktree }: ConversationSummary, branch: string, isBranch: boolean): string {
  const where = isBranch ? `On the branch ${branch}` : `At the commit ${branch}, on no branch`;
  return worktree === null ? where : `${where}, in a worktree of this conversation’s own`;
}

function ConversationTitle({ conversation }: { conversation: ConversationSummary }) {
  const [isEditing, setIsEditing] = useState(false);
  return (
    <h1 className={styles.title}>
      {isEditing ? (
        <InlineTitleInput
          label="Conversation title"
          initialTitle={conversation.title}
          onCommit={(title) => {
            setIsEditing(false);
            renameConversation(conversation.id, title);
          }}
          onCancel={() => setIsEditing(false)}
        />
      ) : (
        <Tooltip content="Rename">
          <button type="button" className={styles.titleButton} onClick={() => setIsEditing(true)}>
            <VisibleText>{conversation.title}</VisibleText>
          </button>
        </Tooltip>
      )}
    </h1>
  );
}
