import { Archive, Keyboard, Pause, Settings } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { Tooltip } from '../../components/tooltip.tsx';
import { showArchive } from '../../state/conversation-actions.ts';
import { toggleInspector, useInspectorTab } from '../../state/inspector.ts';
import { setPaused, useSessions } from '../../state/sessions-store.ts';
import { useShortcut } from '../../state/shortcuts.ts';
import { openSettings, openShortcuts, useWindow } from '../../state/window-store.ts';
import { strings } from '../../strings/strings.ts';
import { agentMemoryBytes } from '../processes/process-rows.ts';
import { formatMemory } from '../processes/process-words.ts';
import { useProcesses, watchProcesses } from '../processes/processes-store.ts';
import styles from './sidebar-footer.module.css';

/** Memory moves slowly, and a look costs main a few milliseconds. */
const MEMORY_INTERVAL_MS = 10_000;

/** After one started or ended it does move: an agent takes most of its memory within its first seconds. */
const MOVING_INTERVAL_MS = 1_500;
const MOVING_FOR_MS = 20_000;

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
          shortcut={useShortcut('show-shortcuts')}
          tooltipSide="top"
          icon={<Keyboard aria-hidden />}
          onClick={openShortcuts}
        />
        <IconButton
          label={strings.sidebar.settings}
          shortcut={useShortcut('open-settings')}
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
  const isMoving = useHasChangedLately(liveAgents, MOVING_FOR_MS);
  useEffect(() => (hasAgents ? watchProcesses(isMoving ? MOVING_INTERVAL_MS : MEMORY_INTERVAL_MS) : undefined), [hasAgents, isMoving]);
  const memoryBytes = useProcesses((state) => agentMemoryBytes(state.processes));
  return (
    <Tooltip content={strings.processes.title} shortcut={useShortcut('toggle-processes')} side="top">
      <button type="button" className={styles.agents} aria-pressed={isShown} onClick={() => toggleInspector('processes')}>
        {hasAgents ? strings.counts.agents(liveAgents) : strings.processes.noAgents}
        {hasAgents && memoryBytes !== null && ` · ${formatMemory(memoryBytes)}`}
      </button>
    </Tooltip>
  );
}

function useHasChangedLately(value: number, forMs: number): boolean {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), forMs);
    return () => clearTimeout(timer);
  }, [value, forMs]);
  return settled !== value;
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
