import { Folder, FolderOpen, FolderX } from 'lucide-react';
import { invoke } from '../../api.ts';
import { DropdownMenu, type MenuEntry } from '../../components/menu.tsx';
import { folderName, shortPath, useAppInfo } from '../../state/app-info-store.ts';
import { updateConversation } from '../../state/conversation-actions.ts';
import { useConversations } from '../../state/conversations-store.ts';
import { showError } from '../../state/report-error.ts';
import { changeSetting, useSettings } from '../../state/settings-store.ts';
import { SettingChip } from './setting-chip.tsx';

/** How many folders used before are offered. */
const MAX_RECENT_SHOWN = 8;

/** As many as the settings keep, see `settingsSchema` in protocol/ipc.ts. */
const MAX_RECENT_KEPT = 20;

/** Puts a folder first among those used before. */
function rememberFolder(folder: string): void {
  const { recentFolders } = useSettings.getState().settings;
  void changeSetting('recentFolders', [folder, ...recentFolders.filter((other) => other !== folder)].slice(0, MAX_RECENT_KEPT));
}

/** Lets the person choose the project of a conversation in the system's dialog. */
export async function chooseFolder(conversationId: string): Promise<void> {
  try {
    const projectFolder = await invoke('desktop.chooseFolder', { title: 'Choose the project folder' });
    if (projectFolder === null) return;
    rememberFolder(projectFolder);
    await updateConversation(conversationId, { projectFolder });
  } catch (error) {
    showError(error, () => void chooseFolder(conversationId));
  }
}

/** The project a conversation works in. */
export function FolderPicker({ conversationId }: { conversationId: string }) {
  const folder = useConversations((state) => state.byId[conversationId]?.projectFolder);
  const recentFolders = useSettings((state) => state.settings.recentFolders);
  const homeFolder = useAppInfo((state) => state.info?.homeFolder);
  if (folder === undefined) return null;

  const setFolder = (projectFolder: string | null) => {
    if (projectFolder !== null) rememberFolder(projectFolder);
    void updateConversation(conversationId, { projectFolder });
  };
  const offered = [...new Set([...(folder === null ? [] : [folder]), ...recentFolders])].slice(0, MAX_RECENT_SHOWN);
  const recent: MenuEntry[] = [
    {
      type: 'radio',
      label: 'Recent projects',
      value: folder ?? '',
      options: offered.map((path) => ({ value: path, label: folderName(path), description: shortPath(path, homeFolder) })),
      onChange: setFolder,
    },
    { type: 'separator' },
  ];
  return (
    <DropdownMenu
      trigger={
        <SettingChip
          name="Project folder"
          value={folder === null ? 'No project' : folderName(folder)}
          {...(folder !== null && { tooltip: shortPath(folder, homeFolder) })}
          icon={folder === null ? <FolderX aria-hidden /> : <Folder aria-hidden />}
        />
      }
      entries={[
        ...(offered.length > 0 ? recent : []),
        { type: 'item', label: 'Choose folder…', icon: <FolderOpen aria-hidden />, onSelect: () => void chooseFolder(conversationId) },
        {
          type: 'item',
          label: 'Work without a project',
          icon: <FolderX aria-hidden />,
          disabled: folder === null,
          onSelect: () => setFolder(null),
        },
      ]}
    />
  );
}
