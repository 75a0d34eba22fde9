import { Ellipsis, FileText, Pause, Play, Square, Stethoscope } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { DropdownMenu } from '../../components/menu.tsx';
import { setPaused, useSessions } from '../../state/sessions-store.ts';
import { plural } from '../thread/duration-words.ts';
import { copyDiagnostics, openLogFolder, stopAllAgents } from './process-actions.ts';
import { ProcessGrid } from './process-grid.tsx';
import { type LoggedAgent, ProcessLogDialog } from './process-log-dialog.tsx';
import { ProcessTotals } from './process-totals.tsx';
import { refreshProcesses, useProcesses, VIEW_INTERVAL_MS, watchProcesses } from './processes-store.ts';
import styles from './processes-view.module.css';

/** Every process of the app, live: what it uses, and what can be done with it. */
export function ProcessesView() {
  useEffect(() => watchProcesses(VIEW_INTERVAL_MS), []);
  const error = useProcesses((state) => state.error);
  const isLoaded = useProcesses((state) => state.processes !== null);
  const [logged, setLogged] = useState<LoggedAgent | null>(null);
  return (
    <div className={styles.view}>
      <Toolbar />
      <ProcessTotals />
      {error !== null && (
        <div className={styles.error}>
          <ErrorNotice layout="inline" error={{ ...error, action: 'retry' }} onAction={refreshProcesses} />
        </div>
      )}
      {isLoaded && <ProcessGrid onShowLog={setLogged} />}
      <ProcessLogDialog agent={logged} onClose={() => setLogged(null)} />
    </div>
  );
}

function Toolbar() {
  const { liveAgents, paused } = useSessions();
  return (
    <div className={styles.toolbar} role="toolbar" aria-label="All agents">
      <span className={styles.count} role="status">
        {liveAgents === 0 ? 'No agents running' : `${plural(liveAgents, 'agent')} running`}
        {paused && <span className={styles.paused}>Paused</span>}
      </span>
      {paused ? (
        <Button size="small" variant="primary" icon={<Play aria-hidden />} onClick={() => setPaused(false)}>
          Resume
        </Button>
      ) : (
        <Button size="small" icon={<Pause aria-hidden />} title="No agent starts until you resume" onClick={() => setPaused(true)}>
          Pause
        </Button>
      )}
      <Button size="small" icon={<Square aria-hidden />} disabled={liveAgents === 0} onClick={stopAllAgents}>
        Stop all
      </Button>
      <DropdownMenu
        align="end"
        trigger={<IconButton size="small" label="More" icon={<Ellipsis aria-hidden />} />}
        entries={[
          { type: 'item', label: 'Open log folder', icon: <FileText aria-hidden />, onSelect: openLogFolder },
          {
            type: 'item',
            label: 'Copy diagnostics',
            description: 'Versions, processes and the end of the log; no conversations, no keys',
            icon: <Stethoscope aria-hidden />,
            onSelect: copyDiagnostics,
          },
        ]}
      />
    </div>
  );
}
