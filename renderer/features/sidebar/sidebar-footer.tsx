import { Archive, Keyboard, Pause, Settings } from 'lucide-react';
import { useEffect } from 'react';
import { Button } from '../../components/button.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { Tooltip } from '../../components/tooltip.tsx';
import { showArchive } from '../../state/conversation-actions.ts';
import { toggleInspector, useInspectorTab } from '../../state/inspector.ts';
import { setPaused, useSessions } from '../../state/sessions-store.ts';
import { openSettings, openShortcuts, useWindow } from '../../state/window-store.ts';
import { strings } from '../../strings/strings.ts';
import { agentFamilies } from '../processes/process-rows.ts';
import { formatMemory } from '../processes/process-words.ts';
import { totalOf, useProcesses, watchProcesses } from '../processes/processes-store.ts';
import styles from './sidebar-footer.module.css';

/** Memory moves slowly, and a look costs main a few milliseconds. */
const MEMORY_INTERVAL_MS = 10_000;

/** How many agent processes live, and the way to what is seldom needed. */
export function SidebarFooter() {
  const paused = useSessions((state) => state.paused);
  const showsArchive = useWindow((state) => state.sidebarList === 'archived');
  return (
    <footer>
      {paused && <PausedNotice />}
      <div className={styles.footer}>
        <AgentsButton />
        <IconButton
          label={strings.sidebar.archivedConversations}
          tooltipSide="top"
          pressed={showsArchive}
          icon={<Archive aria-hidden />}
          onClick={() => (showsArchive ? useWindow.setState({ sidebarList: 'conversations' }) : void showArchive())}
        />
        <IconButton
          label={strings.sidebar.shortcuts}
          shortcut="?"
          tooltipSide="top"
          icon={<Keyboard aria-hidden />}
          onClick={openShortcuts}
        />
        <IconButton
          label={strings.sidebar.settings}
          shortcut="mod+,"
          tooltipSide="top"
          icon={<Settings aria-hidden />}
          onClick={() => openSettings()}
        />
      </div>
    </footer>
  );
}

/** `3 agents · 412 MB`: opens the Processes view. */
function AgentsButton() {
  const liveAgents = useSessions((state) => state.liveAgents);
  const isShown = useInspectorTab() === 'processes';
  const hasAgents = liveAgents > 0;
  useEffect(() => (hasAgents ? watchProcesses(MEMORY_INTERVAL_MS) : undefined), [hasAgents]);
  const memoryBytes = useProcesses((state) => totalOf(agentFamilies(state.processes ?? [])).memoryBytes);
  return (
    <Tooltip content={strings.processes.title} shortcut="mod+j" side="top">
      <button type="button" className={styles.agents} aria-pressed={isShown} onClick={() => toggleInspector('processes')}>
        {hasAgents ? strings.counts.agents(liveAgents) : strings.processes.noAgents}
        {hasAgents && memoryBytes > 0 && ` · ${formatMemory(memoryBytes)}`}
      </button>
    </Tooltip>
  );
}

/** While paused nothing starts: that must not look like an app that hangs. */
function PausedNotice() {
  return (
    <div className={styles.paused} role="status">
      <Pause size={14} strokeWidth={1.5} aria-hidden />
      <span className={styles.pausedWords}>{strings.sidebar.agentsPaused}</span>
      <Button size="small" onClick={() => setPaused(false)}>
        {strings.processes.resume}
      </Button>
    </div>
  );
}
