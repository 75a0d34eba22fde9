import { Folder, FolderGit2, FolderMinus, FolderOpen, FolderPlus, FolderX } from 'lucide-react';
import type { ConversationSummary } from '#protocol/ipc.ts';
import { invoke } from '../../api.ts';
import { DropdownMenu, type MenuEntry } from '../../components/menu.tsx';
import { folderName, shortPath, useAppInfo } from '../../state/app-info-store.ts';
import { updateConversation } from '../../state/conversation-actions.ts';
import { useConversations } from '../../state/conversations-store.ts';
import { showError } from '../../state/report-error.ts';
import { changeSetting, useSettings } from '../../state/settings-store.ts';
import { showUndo } from '../../state/toasts-store.ts';
import { strings } from '../../strings/strings.ts';
import { cleanUpWorktree, openCreateWorktree } from '../worktree/worktree-store.ts';
import { SettingChip } from './setting-chip.tsx';

/** How many folders used before are offered. */
const MAX_RECENT_SHOWN = 8;

/** As many as the settings keep, see `settingsSchema` in protocol/ipc.ts. */
const MAX_RECENT_KEPT = 20;

/** As many as a conversation takes, see `conversationPatchSchema` in protocol/ipc.ts. */
const MAX_EXTRA_FOLDERS = 20;

/** Puts a folder first among those used before. */
export function rememberFolder(folder: string): void {
  const { recentFolders } = useSettings.getState().settings;
  void changeSetting('recentFolders', [folder, ...recentFolders.filter((other) => other !== folder)].slice(0, MAX_RECENT_KEPT));
}

/** Lets the person choose the project of a conversation in the system's dialog. */
export async function chooseFolder(conversationId: string): Promise<void> {
  try {
    const projectFolder = await invoke('desktop.chooseFolder', { title: strings.conversationSettings.chooseProjectFolder });
    if (projectFolder === null) return;
    rememberFolder(projectFolder);
    await updateConversation(conversationId, { projectFolder });
  } catch (error) {
    showError(error, () => void chooseFolder(conversationId));
  }
}

/** Gives the agent a folder beside the project. */
async function addFolder(conversationId: string): Promise<void> {
  try {
    const folder = await invoke('desktop.chooseFolder', { title: strings.conversationSettings.chooseExtraFolder });
    const before = useConversations.getState().byId[conversationId];
    if (folder === null || before === undefined || before.extraFolders.includes(folder)) return;
    await updateConversation(conversationId, { extraFolders: [...before.extraFolders, folder] });
  } catch (error) {
    showError(error, () => void addFolder(conversationId));
  }
}

/** Takes a folder back, and offers to undo it. */
function removeFolder(conversationId: string, folder: string): void {
  const before = useConversations.getState().byId[conversationId]?.extraFolders ?? [];
  const withdrawUndo = showUndo(
    strings.conversationSettings.cantUseAnyMore(folderName(folder)),
    () => void updateConversation(conversationId, { extraFolders: before }),
  );
  void updateConversation(conversationId, { extraFolders: before.filter((other) => other !== folder) }).then((isDone) => {
    if (!isDone) withdrawUndo();
  });
}

/** The project a conversation works in, the folders beside it, and a worktree of its own. */
export function FolderPicker({ conversationId }: { conversationId: string }) {
  const conversation = useConversations((state) => state.byId[conversationId]);
  const recentFolders = useSettings((state) => state.settings.recentFolders);
  const homeFolder = useAppInfo((state) => state.info?.homeFolder);
  if (conversation === undefined) return null;
  const { projectFolder: folder, worktree, extraFolders } = conversation;
  const project = worktree?.projectFolder ?? folder;
  const further = extraFolders.length === 0 ? '' : ` +${extraFolders.length}`;
  return (
    <DropdownMenu
      trigger={
        <SettingChip
          name={strings.conversationSettings.projectFolder}
          value={project === null ? strings.conversationSettings.noProject + further : `${folderName(project)}${further}`}
          {...(folder !== null && { tooltip: [folder, ...extraFolders].map((path) => shortPath(path, homeFolder)).join(', ') })}
          icon={folder === null ? <FolderX aria-hidden /> : worktree === null ? <Folder aria-hidden /> : <FolderGit2 aria-hidden />}
        />
      }
      entries={[
        ...(worktree === null ? projectEntries(conversation, recentFolders, homeFolder) : []),
        worktreeEntry(conversation),
        { type: 'separator' },
        ...furtherFolderEntries(conversation, homeFolder),
      ]}
    />
  );
}

function projectEntries(
  { id, projectFolder }: ConversationSummary,
  recentFolders: readonly string[],
  homeFolder: string | undefined,
): MenuEntry[] {
  const setFolder = (next: string | null) => {
    if (next !== null) rememberFolder(next);
    void updateConversation(id, { projectFolder: next });
  };
  const offered = [...new Set([...(projectFolder === null ? [] : [projectFolder]), ...recentFolders])].slice(0, MAX_RECENT_SHOWN);
  const recent: MenuEntry[] = [
    {
      type: 'radio',
      label: strings.conversationSettings.recentProjects,
      value: projectFolder ?? '',
      options: offered.map((path) => ({ value: path, label: folderName(path), description: shortPath(path, homeFolder) })),
      onChange: setFolder,
    },
    { type: 'separator' },
  ];
  return [
    ...(offered.length > 0 ? recent : []),
    {
      type: 'item',
      label: strings.conversationSettings.chooseFolder,
      icon: <FolderOpen aria-hidden />,
      onSelect: () => void chooseFolder(id),
    },
    {
      type: 'item',
      label: strings.conversationSettings.withoutProject,
      icon: <FolderX aria-hidden />,
      disabled: projectFolder === null,
      onSelect: () => setFolder(null),
    },
  ];
}

function worktreeEntry({ id, projectFolder, worktree }: ConversationSummary): MenuEntry {
  if (worktree === null) {
    return {
      type: 'item',
      label: strings.conversationSettings.newWorktree,
      description: strings.conversationSettings.newWorktreeHint,
      icon: <FolderGit2 aria-hidden />,
      disabled: projectFolder === null,
      onSelect: () => openCreateWorktree(id),
    };
  }
  return {
    type: 'item',
    label: strings.conversationSettings.leaveWorktree,
    description: strings.conversationSettings.leaveWorktreeHint(worktree.branch),
    icon: <FolderGit2 aria-hidden />,
    onSelect: () => void cleanUpWorktree(id),
  };
}

function furtherFolderEntries({ id, extraFolders }: ConversationSummary, homeFolder: string | undefined): MenuEntry[] {
  return [
    { type: 'label', label: strings.conversationSettings.extraFolders },
    ...extraFolders.map(
      (folder): MenuEntry => ({
        type: 'item',
        label: strings.conversationSettings.removeFolder(folderName(folder)),
        description: shortPath(folder, homeFolder),
        icon: <FolderMinus aria-hidden />,
        onSelect: () => removeFolder(id, folder),
      }),
    ),
    {
      type: 'item',
      label: strings.conversationSettings.addFolder,
      icon: <FolderPlus aria-hidden />,
      disabled: extraFolders.length >= MAX_EXTRA_FOLDERS,
      onSelect: () => void addFolder(id),
    },
  ];
}
