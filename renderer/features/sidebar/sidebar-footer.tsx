import { Archive, Keyboard, Settings } from 'lucide-react';
import { IconButton } from '../../components/icon-button.tsx';
import { showArchive } from '../../state/conversation-actions.ts';
import { selectLiveAgents, useConversations } from '../../state/conversations-store.ts';
import { openSettings, openShortcuts, useWindow } from '../../state/window-store.ts';
import styles from './sidebar-footer.module.css';

/** How many agent processes live, and the way to what is seldom needed. */
export function SidebarFooter() {
  const liveAgents = useConversations(selectLiveAgents);
  const showsArchive = useWindow((state) => state.sidebarList === 'archived');
  return (
    <footer className={styles.footer}>
      <span className={styles.agents}>
        {liveAgents === 0 ? 'No agents running' : `${liveAgents} ${liveAgents === 1 ? 'agent' : 'agents'} running`}
      </span>
      <IconButton
        label="Archived conversations"
        tooltipSide="top"
        pressed={showsArchive}
        icon={<Archive aria-hidden />}
        onClick={() => (showsArchive ? useWindow.setState({ sidebarList: 'conversations' }) : void showArchive())}
      />
      <IconButton label="Keyboard shortcuts" shortcut="?" tooltipSide="top" icon={<Keyboard aria-hidden />} onClick={openShortcuts} />
      <IconButton label="Settings" shortcut="mod+," tooltipSide="top" icon={<Settings aria-hidden />} onClick={() => openSettings()} />
    </footer>
  );
}
