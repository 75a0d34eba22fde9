import { ChevronRight, Pencil, RotateCcw, Trash2 } from 'lucide-react';
import { Switch as RadixSwitch } from 'radix-ui';
import { useId, useState } from 'react';
import type { McpServer, McpServerPatch } from '#protocol/mcp.ts';
import { invoke } from '../../api.ts';
import { Button } from '../../components/button.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import switchStyles from '../../components/switch.module.css';
import { useMcp } from '../../state/mcp-store.ts';
import { showError } from '../../state/report-error.ts';
import { showUndo } from '../../state/toasts-store.ts';
import { strings } from '../../strings/strings.ts';
import styles from './mcp-section.module.css';
import { connectionLine, lookOf, scopeWords } from './mcp-words.ts';
import { ToolSwitches } from './tool-switches.tsx';

const change = async (work: Promise<McpServer[]>) => {
  try {
    useMcp.setState({ servers: await work });
  } catch (error) {
    showError(error);
  }
};

/** One server: its state in words, its switch, and what there is to know below. */
export function McpServerRow({ server, onEdit }: { server: McpServer; onEdit: () => void }) {
  const [isOpen, setIsOpen] = useState(false);
  const nameId = useId();
  const { tone, words, reason, stderr } = lookOf(server);
  const { id, name, tools, disabledTools } = server;
  const missing = (server.connection.type === 'stdio' ? server.connection.env : server.connection.headers).filter(({ isSet }) => !isSet);
  const patch = (next: McpServerPatch) => void change(invoke('mcp.update', { id, patch: next }));
  const remove = async () => {
    await change(invoke('mcp.remove', { id }));
    showUndo(strings.mcp.removed(name), () => void change(invoke('mcp.undoRemove', { id })));
  };
  const offered = tools.length - tools.filter((tool) => disabledTools.includes(tool.name)).length;

  return (
    <li className={styles.server} aria-labelledby={nameId}>
      <div className={styles.head}>
        <div className={styles.what}>
          <div className={styles.title}>
            <span id={nameId} className={styles.name}>
              {name}
            </span>
            <span className={styles.state} data-tone={tone}>
              <span className={styles.dot} aria-hidden />
              {words}
            </span>
          </div>
          <code className={styles.line} title={connectionLine(server.connection)}>
            {connectionLine(server.connection)}
          </code>
          <div className={styles.facts}>
            {scopeWords(server.projects)}
            {tools.length > 0 && ` · ${strings.mcp.toolsOffered(offered, tools.length)}`}
            {server.importedFrom !== null && strings.mcp.importedFrom(server.importedFrom)}
          </div>
        </div>
        {tone === 'bad' && (
          <Button size="small" icon={<RotateCcw aria-hidden />} onClick={() => void change(invoke('mcp.restart', { id }))}>
            {strings.mcp.restart}
          </Button>
        )}
        <IconButton
          size="small"
          label={strings.mcp.editNamed(name)}
          tooltip={strings.common.edit}
          icon={<Pencil aria-hidden />}
          onClick={onEdit}
        />
        <IconButton
          size="small"
          label={strings.mcp.removeNamed(name)}
          tooltip={strings.common.remove}
          icon={<Trash2 aria-hidden />}
          onClick={() => void remove()}
        />
        <RadixSwitch.Root
          className={switchStyles.track}
          aria-label={strings.mcp.switchOn(name)}
          checked={server.enabled}
          onCheckedChange={(enabled) => patch({ enabled })}
        >
          <RadixSwitch.Thumb className={switchStyles.thumb} />
        </RadixSwitch.Root>
      </div>
      {reason !== undefined && (
        <div className={styles.problem} role="status">
          {reason}
          {stderr !== undefined && stderr !== '' && <pre className={styles.stderr}>{stderr}</pre>}
        </div>
      )}
      {missing.length > 0 && (
        <div className={styles.problem} role="status">
          {strings.mcp.valueMissing(missing.map((variable) => variable.name).join(', '))}
        </div>
      )}
      {tools.length > 0 && (
        <>
          <Button
            variant="ghost"
            size="small"
            className={styles.disclosure}
            aria-expanded={isOpen}
            icon={<ChevronRight className={styles.chevron} aria-hidden />}
            onClick={() => setIsOpen(!isOpen)}
          >
            {strings.mcp.tools}
          </Button>
          {isOpen && (
            <ToolSwitches tools={tools} disabled={disabledTools} onChange={(next) => patch({ disabledTools: next })} serverName={name} />
          )}
        </>
      )}
    </li>
  );
}
