import { Download, Plug, Plus } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Spinner } from '../../components/spinner.tsx';
import { loadMcpServers, useMcp } from '../../state/mcp-store.ts';
import { reportErrors } from '../../state/report-error.ts';
import { strings } from '../../strings/strings.ts';
import { McpForm } from './mcp-form.tsx';
import { McpImport } from './mcp-import.tsx';
import styles from './mcp-section.module.css';
import { McpServerRow } from './mcp-server-row.tsx';

type View = { view: 'list' } | { view: 'form'; id: string | null } | { view: 'import' };

/** While a server starts nothing tells the window how it does, outside of a turn. */
const POLL_MS = 1000;

/** MCP servers in settings: what there is, how it does, and the ways to more. */
export function McpSection() {
  const servers = useMcp((state) => state.servers);
  const [view, setView] = useState<View>({ view: 'list' });
  const isStarting = servers?.some(({ running }) => running.some(({ state }) => state.state === 'starting')) ?? false;
  useEffect(() => {
    reportErrors(loadMcpServers());
    if (!isStarting) return;
    const timer = setInterval(() => reportErrors(loadMcpServers()), POLL_MS);
    return () => clearInterval(timer);
  }, [isStarting]);

  if (servers === null) return <Spinner>{strings.mcp.lookingForServers}</Spinner>;
  const back = () => setView({ view: 'list' });
  if (view.view === 'import') return <McpImport onDone={back} />;
  if (view.view === 'form') {
    const server = servers.find(({ id }) => id === view.id) ?? null;
    return <McpForm key={view.id} server={server} others={servers.filter(({ id }) => id !== view.id)} onDone={back} />;
  }
  const add = (
    <>
      <Button variant="primary" icon={<Plus aria-hidden />} onClick={() => setView({ view: 'form', id: null })}>
        {strings.mcp.addServer}
      </Button>
      <Button icon={<Download aria-hidden />} onClick={() => setView({ view: 'import' })}>
        {strings.mcp.importMore}
      </Button>
    </>
  );
  if (servers.length === 0) {
    return (
      <EmptyState icon={<Plug aria-hidden />} title={strings.mcp.giveMoreTools} actions={add}>
        {strings.mcp.giveMoreToolsHint}
      </EmptyState>
    );
  }
  return (
    <>
      <div className={styles.actions}>{add}</div>
      <ul className={styles.list}>
        {servers.map((server) => (
          <McpServerRow key={server.id} server={server} onEdit={() => setView({ view: 'form', id: server.id })} />
        ))}
      </ul>
    </>
  );
}
