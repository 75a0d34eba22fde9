import { Ellipsis, FileText, Pause, Play, Square, Stethoscope } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { DropdownMenu } from '../../components/menu.tsx';
import { setPaused, useSessions } from '../../state/sessions-store.ts';
import { strings } from '../../strings/strings.ts';
import listTab from '../inspector/list-tab.module.css';
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
    <div className={listTab.view}>
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
    <div className={listTab.toolbar} role="toolbar" aria-label={strings.processes.allAgents}>
      <span className={listTab.count} role="status">
        {liveAgents === 0 ? strings.processes.noAgents : strings.processes.agentsRunning(liveAgents)}
        {paused && <span className={styles.paused}>{strings.processes.paused}</span>}
      </span>
      {paused ? (
        <Button size="small" variant="primary" icon={<Play aria-hidden />} onClick={() => setPaused(false)}>
          {strings.processes.resume}
        </Button>
      ) : (
        <Button size="small" icon={<Pause aria-hidden />} title={strings.processes.pauseHint} onClick={() => setPaused(true)}>
          {strings.processes.pause}
        </Button>
      )}
      <Button size="small" icon={<Square aria-hidden />} disabled={liveAgents === 0} onClick={stopAllAgents}>
        {strings.processes.stopAll}
      </Button>
      <DropdownMenu
        align="end"
        trigger={<IconButton size="small" label={strings.processes.more} icon={<Ellipsis aria-hidden />} />}
        entries={[
          { type: 'item', label: strings.processes.openLogFolder, icon: <FileText aria-hidden />, onSelect: openLogFolder },
          {
            type: 'item',
            label: strings.processes.copyDiagnostics,
            description: strings.processes.diagnosticsHint,
            icon: <Stethoscope aria-hidden />,
            onSelect: copyDiagnostics,
          },
        ]}
      />
    </div>
  );
}
