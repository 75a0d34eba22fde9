/** What each command of protocol/commands.ts does, and why it can't where it can't. */
import type { CommandId } from '#protocol/commands.ts';
import type { ConversationSummary } from '#protocol/ipc.ts';
import { invoke } from '../../api.ts';
import { useAgents } from '../../state/agents-store.ts';
import { stepToWaiting } from '../../state/approval-focus.ts';
import { useApprovals } from '../../state/approvals-store.ts';
import { createConversation, setArchived, setPinned, showArchive, stepConversation } from '../../state/conversation-actions.ts';
import { useConversations } from '../../state/conversations-store.ts';
import { openDataDialog, startImport } from '../../state/data-dialog.ts';
import { focusMessageField } from '../../state/focus.ts';
import { toggleInspector } from '../../state/inspector.ts';
import { runAsJob } from '../../state/jobs-store.ts';
import { reportErrors } from '../../state/report-error.ts';
import { setPaused, useSessions } from '../../state/sessions-store.ts';
import { exportSettings, startSettingsImport } from '../../state/settings-file.ts';
import { changeSetting, useSettings } from '../../state/settings-store.ts';
import { hasUndo, showInfo, undoLast } from '../../state/toasts-store.ts';
import {
  openAbout,
  openCommands,
  openSearch,
  openSettings,
  openShortcuts,
  toggleOverview,
  toggleSidebar,
  useWindow,
} from '../../state/window-store.ts';
import { strings } from '../../strings/strings.ts';
import { chooseFolder } from '../conversation-settings/folder-picker.tsx';
import { deleteConversationWithCare, openCreateWorktree } from '../worktree/worktree-store.ts';

type CommandAction = {
  run: () => void;
  /** A sentence for a command that can do nothing now. Left out for those that always can. */
  whyNot?: () => string | null;
};

const COMMAND_ACTIONS: Record<CommandId, CommandAction> = {
  'new-conversation': { run: () => void createConversation() },
  'quick-composer': { run: () => reportErrors(invoke('quickComposer.show')) },
  'next-waiting': {
    run: stepToWaiting,
    whyNot: () => (useApprovals.getState().approvals.length === 0 ? strings.commands.noneNeedsYou : null),
  },
  'next-conversation': { run: () => stepConversation(1), whyNot: whyNoStep },
  'previous-conversation': { run: () => stepConversation(-1), whyNot: whyNoStep },
  'focus-message': onConversation(
    () => focusMessageField(),
    ({ archived }) => (archived ? strings.commands.isArchived : null),
  ),
  'rename-conversation': onConversation(({ id }) => useConversations.setState({ editedTitleId: id })),
  'pin-conversation': onConversation(
    ({ id, pinned }) => setPinned(id, !pinned),
    ({ archived }) => (archived ? strings.commands.noPinArchived : null),
  ),
  'archive-conversation': onConversation(({ id, archived }) => void setArchived(id, !archived)),
  'export-conversation': onConversation(({ id }) => openDataDialog({ kind: 'export', conversationId: id })),
  'delete-conversation': onConversation(({ id }) => void deleteConversationWithCare(id)),
  'undo-last': { run: () => void undoLast(), whyNot: () => (hasUndo() ? null : strings.commands.nothingToUndo) },

  'stop-turn': onConversation(
    ({ id }) => reportErrors(invoke('chat.stop', { conversationId: id })),
    ({ turnStartedAt }) => (turnStartedAt === undefined ? strings.commands.notWorking : null),
  ),
  'make-room': onConversation(
    ({ id }) => reportErrors(invoke('chat.compress', { conversationId: id })),
    ({ agentId, turnStartedAt }) => {
      if (turnStartedAt !== undefined) return strings.commands.isWorking;
      const agent = useAgents.getState().agents.find((candidate) => candidate.id === agentId);
      return agent?.capabilities.compression ? null : strings.commands.cantCompress;
    },
  ),
  'restart-agent': onConversation(
    ({ id }) => reportErrors(invoke('sessions.restart', { conversationId: id })),
    ({ sessionState }) => (sessionState === 'stopped' ? strings.commands.notRunning : null),
  ),
  'stop-all-agents': {
    run: () => reportErrors(invoke('sessions.stopAll')),
    whyNot: () => (useSessions.getState().liveAgents === 0 ? strings.commands.noneRunning : null),
  },
  'pause-agents': { run: () => setPaused(!useSessions.getState().paused) },
  'choose-folder': onConversation(
    ({ id }) => void chooseFolder(id),
    ({ worktree }) => (worktree === null ? null : strings.commands.worksInWorktree),
  ),
  'create-worktree': onConversation(
    ({ id }) => openCreateWorktree(id),
    ({ worktree, projectFolder }) => {
      if (worktree !== null) return strings.commands.hasWorktree;
      return projectFolder === null ? strings.commands.hasNoProject : null;
    },
  ),

  search: { run: openSearch },
  'show-commands': { run: openCommands },
  'toggle-overview': { run: toggleOverview },
  'toggle-sidebar': { run: toggleSidebar },
  'toggle-changes': onConversation(() => toggleInspector('changes')),
  'toggle-code-map': onConversation(() => toggleInspector('code-map')),
  'toggle-approvals': { run: () => toggleInspector('approvals') },
  'toggle-processes': { run: () => toggleInspector('processes') },
  'toggle-archive': { run: toggleArchive },
  'theme-system': { run: () => void changeSetting('theme', 'system') },
  'theme-light': { run: () => void changeSetting('theme', 'light') },
  'theme-dark': { run: () => void changeSetting('theme', 'dark') },
  'toggle-contrast': {
    run: () => void changeSetting('contrast', useSettings.getState().settings.contrast === 'high' ? 'system' : 'high'),
  },

  export: { run: () => openDataDialog({ kind: 'export', conversationId: null }) },
  import: { run: startImport },
  'back-up-now': { run: () => runAsJob(invoke('data.backUpNow')) },
  'check-database': { run: () => runAsJob(invoke('data.check')) },
  'export-settings': { run: exportSettings },
  'import-settings': { run: startSettingsImport },
  'open-data-folder': { run: () => reportErrors(invoke('data.openFolder', { folder: 'data' })) },

  'open-settings': { run: () => openSettings() },
  'show-shortcuts': { run: openShortcuts },
  'run-doctor': { run: () => openSettings('doctor') },
  'show-log': { run: () => reportErrors(invoke('desktop.showLog')) },
  'show-about': { run: openAbout },
  'copy-diagnostics': { run: () => reportErrors(invoke('diagnostics.copy').then(() => showInfo(strings.settings.copied))) },
};

/** Why a command can do nothing now; null for one that can. */
export function whyUnavailable(id: CommandId): string | null {
  return COMMAND_ACTIONS[id].whyNot?.() ?? null;
}

/** Runs a command, or says why it can't. */
export function runCommand(id: CommandId): void {
  const reason = whyUnavailable(id);
  if (reason === null) COMMAND_ACTIONS[id].run();
  else showInfo(reason);
}

function shownConversation(): ConversationSummary | undefined {
  const { byId, selectedId } = useConversations.getState();
  return selectedId === null ? undefined : byId[selectedId];
}

function onConversation(
  run: (conversation: ConversationSummary) => void,
  whyNot: (conversation: ConversationSummary) => string | null = () => null,
): CommandAction {
  return {
    run: () => {
      const conversation = shownConversation();
      if (conversation !== undefined) run(conversation);
    },
    whyNot: () => {
      const conversation = shownConversation();
      return conversation === undefined ? strings.commands.noneOpen : whyNot(conversation);
    },
  };
}

function whyNoStep(): string | null {
  return Object.keys(useConversations.getState().byId).length < 2 ? strings.commands.noOther : null;
}

function toggleArchive(): void {
  if (useWindow.getState().sidebarList === 'archived') useWindow.setState({ sidebarList: 'conversations' });
  else void showArchive();
}
