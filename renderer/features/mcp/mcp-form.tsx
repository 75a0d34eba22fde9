import { ArrowLeft, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { type ErrorInfo, toErrorInfo } from '#protocol/errors.ts';
import type { McpServer, McpTest } from '#protocol/mcp.ts';
import { invoke } from '../../api.ts';
import { Button } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { SegmentedControl } from '../../components/segmented-control.tsx';
import { Spinner } from '../../components/spinner.tsx';
import { TextArea } from '../../components/text-area.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useMcp } from '../../state/mcp-store.ts';
import { showInfo } from '../../state/toasts-store.ts';
import { checkDraft, draftOf, EMPTY_DRAFT, type McpDraft, type McpDraftErrors } from './mcp-draft.ts';
import styles from './mcp-form.module.css';
import { ProjectChoice } from './project-choice.tsx';
import { TestResult } from './test-result.tsx';
import { VariablesEditor } from './variables-editor.tsx';

type McpFormProps = {
  /** Null for a new one. */
  server: McpServer | null;
  others: readonly McpServer[];
  onDone: () => void;
};

const KINDS = [
  { value: 'stdio', label: 'Program' },
  { value: 'http', label: 'Address' },
  { value: 'sse', label: 'Address (SSE)' },
] as const;

/** Adds or changes a server; a test starts it once with what stands in the form. */
export function McpForm({ server, others, onDone }: McpFormProps) {
  const [draft, setDraft] = useState<McpDraft>(() => (server === null ? EMPTY_DRAFT : draftOf(server)));
  const [errors, setErrors] = useState<McpDraftErrors>({});
  const [failure, setFailure] = useState<ErrorInfo | null>(null);
  const [test, setTest] = useState<McpTest | 'running' | null>(null);
  const [advancedShown, setAdvancedShown] = useState(false);
  const idPart = server === null ? {} : { id: server.id };

  const edit = (change: Partial<McpDraft>) => {
    setDraft({ ...draft, ...change });
    setErrors({});
    setTest(null);
    setFailure(null);
  };
  const checked = () => {
    const result = checkDraft(
      draft,
      others.map(({ name }) => name),
    );
    if ('errors' in result) {
      setErrors(result.errors);
      if (result.errors.startSeconds !== undefined || result.errors.callSeconds !== undefined) setAdvancedShown(true);
      return null;
    }
    return result.draft;
  };
  const save = async () => {
    const ready = checked();
    if (ready === null) return;
    try {
      useMcp.setState({ servers: await invoke('mcp.save', { ...idPart, draft: ready }) });
      showInfo(`Saved the MCP server ${ready.name}`);
      onDone();
    } catch (error) {
      setFailure(toErrorInfo(error));
    }
  };
  const runTest = async () => {
    const ready = checked();
    if (ready === null) return;
    setTest('running');
    try {
      setTest(await invoke('mcp.test', { ...idPart, draft: ready }));
    } catch (error) {
      setTest({ ok: false, error: toErrorInfo(error), stderr: '' });
    }
  };

  return (
    <form
      className={styles.form}
      noValidate
      aria-label={server === null ? 'New MCP server' : `MCP server ${server.name}`}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Button variant="ghost" size="small" className={styles.back} icon={<ArrowLeft aria-hidden />} onClick={onDone}>
        All MCP servers
      </Button>
      <TextField
        label="Name"
        placeholder="tickets"
        value={draft.name}
        error={errors.name}
        hint="Agents see it in the names of the tools."
        autoFocus
        onChange={(event) => edit({ name: event.target.value })}
      />
      <SegmentedControl label="Kind of server" value={draft.type} options={KINDS} onChange={(type) => edit({ type })} />
      {draft.type === 'stdio' ? (
        <>
          <TextField
            label="Command"
            placeholder="npx"
            value={draft.command}
            error={errors.command}
            hint="Runs on this computer, as you, whenever an agent uses it. Add only what you trust."
            onChange={(event) => edit({ command: event.target.value })}
          />
          <TextArea
            label="Arguments"
            rows={3}
            spellCheck={false}
            placeholder={'-y\n@example/tickets-mcp'}
            value={draft.args}
            hint="One per line, without quotes. Put secrets into variables instead."
            onChange={(event) => edit({ args: event.target.value })}
          />
          <VariablesEditor
            legend="Environment variables"
            noun="Variable"
            addLabel="Add variable"
            lines={draft.env}
            error={errors.env}
            hint="Secrets go to the system’s key store, and only the server gets them."
            onChange={(env) => edit({ env })}
          />
        </>
      ) : (
        <>
          <TextField
            label="Address"
            type="url"
            placeholder="https://tickets.example/mcp"
            value={draft.url}
            error={errors.url}
            hint={draft.type === 'sse' ? 'The older way of MCP over HTTP, with server-sent events.' : 'Streamable HTTP.'}
            onChange={(event) => edit({ url: event.target.value })}
          />
          <VariablesEditor
            legend="Headers"
            noun="Header"
            addLabel="Add header"
            lines={draft.headers}
            error={errors.headers}
            hint="For example Authorization with “Bearer” and a token. Secrets go to the system’s key store."
            onChange={(headers) => edit({ headers })}
          />
        </>
      )}
      <ProjectChoice everywhere={draft.everywhere} projects={draft.projects} error={errors.projects} onChange={edit} />
      <div>
        <Button
          variant="ghost"
          size="small"
          className={styles.disclosure}
          aria-expanded={advancedShown}
          icon={<ChevronRight className={styles.chevron} aria-hidden />}
          onClick={() => setAdvancedShown(!advancedShown)}
        >
          Advanced
        </Button>
        {advancedShown && (
          <div className={styles.advanced}>
            {draft.type === 'stdio' && (
              <TextField
                label="Start in folder"
                placeholder="The project’s folder"
                value={draft.cwd}
                error={errors.cwd}
                onChange={(event) => edit({ cwd: event.target.value })}
              />
            )}
            <div className={styles.pair}>
              <TextField
                label="Ready within (seconds)"
                inputMode="numeric"
                value={draft.startSeconds}
                error={errors.startSeconds}
                onChange={(event) => edit({ startSeconds: event.target.value })}
              />
              <TextField
                label="Calls end after (seconds)"
                inputMode="numeric"
                value={draft.callSeconds}
                error={errors.callSeconds}
                onChange={(event) => edit({ callSeconds: event.target.value })}
              />
            </div>
          </div>
        )}
      </div>
      {failure !== null && <ErrorNotice layout="inline" error={failure} />}
      {test !== null && test !== 'running' && <TestResult test={test} />}
      <div className={styles.actions}>
        <Button type="submit" variant="primary">
          Save
        </Button>
        <Button disabled={test === 'running'} onClick={() => void runTest()}>
          Test
        </Button>
        <Button variant="ghost" onClick={onDone}>
          Cancel
        </Button>
        {test === 'running' && <Spinner>Starting it once and asking for its tools…</Spinner>}
      </div>
    </form>
  );
}
