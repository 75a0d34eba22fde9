import { ArrowLeft, FileJson } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { McpFoundServer, McpImportSource } from '#protocol/mcp.ts';
import { invoke } from '../../api.ts';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Spinner } from '../../components/spinner.tsx';
import { useMcp } from '../../state/mcp-store.ts';
import { showError } from '../../state/report-error.ts';
import { showInfo } from '../../state/toasts-store.ts';
import { strings } from '../../strings/strings.ts';
import formStyles from './mcp-form.module.css';
import styles from './mcp-import.module.css';
import { connectionLine, folderName } from './mcp-words.ts';

const keyOf = (source: McpImportSource, server: McpFoundServer) => `${source.file}\n${server.key}`;

/** Shows what configuration files of other programs hold, and brings the chosen servers in, switched off. */
export function McpImport({ onDone }: { onDone: () => void }) {
  const [sources, setSources] = useState<McpImportSource[] | null>(null);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    invoke('mcp.importSources').then(setSources, showError);
  }, []);

  const addFile = async () => {
    try {
      const source = await invoke('mcp.chooseImportFile');
      if (source !== null) setSources((present) => [source, ...(present ?? []).filter(({ file }) => file !== source.file)]);
    } catch (error) {
      showError(error);
    }
  };
  const bringIn = async () => {
    let count = 0;
    try {
      for (const source of sources ?? []) {
        const keys = source.servers.filter((server) => chosen.has(keyOf(source, server))).map(({ key }) => key);
        if (keys.length === 0) continue;
        const { file, project } = source;
        // A project's servers are for that project.
        const servers = await invoke('mcp.import', { file, project, keys, projects: project === null ? null : [project] });
        useMcp.setState({ servers });
        count += keys.length;
      }
      showInfo(count === 1 ? strings.mcp.imported(count) : strings.mcp.imported(count));
      onDone();
    } catch (error) {
      showError(error);
    }
  };

  const chooseFile = (
    <Button icon={<FileJson aria-hidden />} onClick={() => void addFile()}>
      {strings.mcp.chooseFile}
    </Button>
  );
  return (
    <>
      <Button variant="ghost" size="small" className={formStyles.back} icon={<ArrowLeft aria-hidden />} onClick={onDone}>
        {strings.mcp.allServers}
      </Button>
      {sources === null && <Spinner>{strings.mcp.lookingForFiles}</Spinner>}
      {sources?.length === 0 && (
        <EmptyState icon={<FileJson aria-hidden />} title={strings.mcp.noneFound} actions={chooseFile}>
          {strings.mcp.noneFoundHint}
        </EmptyState>
      )}
      {sources !== null && sources.length > 0 && (
        <>
          <p className={styles.intro}>{strings.mcp.importHint}</p>
          {sources.map((source) => (
            <section key={source.file} className={styles.source} aria-label={source.file}>
              <h4 className={styles.file}>{source.file}</h4>
              {source.project !== null && <p className={styles.untrusted}>{strings.mcp.projectChoseThese(folderName(source.project))}</p>}
              {source.problem !== undefined && <p className={styles.problem}>{source.problem}</p>}
              {source.servers.map((server) => (
                <FoundServer
                  key={server.key}
                  server={server}
                  checked={chosen.has(keyOf(source, server))}
                  onChange={(checked) => {
                    const next = new Set(chosen);
                    if (checked) next.add(keyOf(source, server));
                    else next.delete(keyOf(source, server));
                    setChosen(next);
                  }}
                />
              ))}
            </section>
          ))}
          <div className={styles.actions}>
            <Button variant="primary" disabled={chosen.size === 0} onClick={() => void bringIn()}>
              {chosen.size === 0 ? strings.mcp.import : strings.mcp.importCount(chosen.size)}
            </Button>
            {chooseFile}
          </div>
        </>
      )}
    </>
  );
}

type FoundServerProps = { server: McpFoundServer; checked: boolean; onChange: (checked: boolean) => void };

function FoundServer({ server, checked, onChange }: FoundServerProps) {
  const { connection } = server;
  const variables = connection.type === 'stdio' ? connection.env : connection.headers;
  return (
    <label className={styles.server}>
      <input type="checkbox" checked={checked} disabled={server.exists} onChange={(event) => onChange(event.target.checked)} />
      <span className={styles.words}>
        <span className={styles.name}>
          {server.name}
          {server.exists && <span className={styles.quiet}> {strings.mcp.sameName}</span>}
        </span>
        <code className={styles.line}>{connectionLine(connection)}</code>
        {variables.map(({ name, secret, value }) => (
          <code key={name} className={styles.variable}>
            {`${name}${connection.type === 'stdio' ? '=' : ': '}${secret ? '••••••••' : (value ?? '')}`}
          </code>
        ))}
        {server.remarks.map((remark) => (
          <span key={remark} className={styles.remark}>
            {remark}
          </span>
        ))}
      </span>
    </label>
  );
}
