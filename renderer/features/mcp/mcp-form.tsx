import { ArrowLeft } from 'lucide-react';
import { useState } from 'react';
import { type ErrorInfo, toErrorInfo } from '#protocol/errors.ts';
import type { McpServer, McpTest } from '#protocol/mcp.ts';
import { invoke } from '../../api.ts';
import { Button } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { AdvancedFields, FieldPair, Form } from '../../components/form.tsx';
import { SegmentedControl } from '../../components/segmented-control.tsx';
import { Spinner } from '../../components/spinner.tsx';
import { TextArea } from '../../components/text-area.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useMcp } from '../../state/mcp-store.ts';
import { showInfo } from '../../state/toasts-store.ts';
import { strings } from '../../strings/strings.ts';
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
  { value: 'stdio', label: strings.mcp.program },
  { value: 'http', label: strings.mcp.address },
  { value: 'sse', label: strings.mcp.addressSse },
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
      showInfo(strings.mcp.saved(ready.name));
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
    <Form label={server === null ? strings.mcp.newServer : strings.mcp.server(server.name)} onSubmit={() => void save()}>
      <Button variant="ghost" size="small" className={styles.back} icon={<ArrowLeft aria-hidden />} onClick={onDone}>
        {strings.mcp.allServers}
      </Button>
      <TextField
        label={strings.mcp.name}
        placeholder="tickets"
        value={draft.name}
        error={errors.name}
        hint={strings.mcp.nameHint}
        autoFocus
        onChange={(event) => edit({ name: event.target.value })}
      />
      <SegmentedControl label={strings.mcp.kindOfServer} value={draft.type} options={KINDS} onChange={(type) => edit({ type })} />
      {draft.type === 'stdio' ? (
        <>
          <TextField
            label={strings.mcp.command}
            placeholder="npx"
            value={draft.command}
            error={errors.command}
            hint={strings.mcp.commandHint}
            onChange={(event) => edit({ command: event.target.value })}
          />
          <TextArea
            label={strings.mcp.arguments}
            rows={3}
            spellCheck={false}
            placeholder={'-y\n@example/tickets-mcp'}
            value={draft.args}
            hint={strings.mcp.argumentsHint}
            onChange={(event) => edit({ args: event.target.value })}
          />
          <VariablesEditor
            legend={strings.mcp.environment}
            kind="variable"
            addLabel={strings.mcp.addVariable}
            lines={draft.env}
            error={errors.env}
            hint={strings.mcp.environmentHint}
            onChange={(env) => edit({ env })}
          />
        </>
      ) : (
        <>
          <TextField
            label={strings.mcp.address}
            type="url"
            placeholder="https://tickets.example/mcp"
            value={draft.url}
            error={errors.url}
            hint={draft.type === 'sse' ? strings.mcp.sseHint : strings.mcp.httpHint}
            onChange={(event) => edit({ url: event.target.value })}
          />
          <VariablesEditor
            legend={strings.mcp.headers}
            kind="header"
            addLabel={strings.mcp.addHeader}
            lines={draft.headers}
            error={errors.headers}
            hint={strings.mcp.headersHint}
            onChange={(headers) => edit({ headers })}
          />
        </>
      )}
      <ProjectChoice everywhere={draft.everywhere} projects={draft.projects} error={errors.projects} onChange={edit} />
      <AdvancedFields isShown={advancedShown} onToggle={setAdvancedShown}>
        {draft.type === 'stdio' && (
          <TextField
            label={strings.mcp.startInFolder}
            placeholder={strings.mcp.projectsFolder}
            value={draft.cwd}
            error={errors.cwd}
            onChange={(event) => edit({ cwd: event.target.value })}
          />
        )}
        <FieldPair>
          <TextField
            label={strings.mcp.readyWithin}
            inputMode="numeric"
            value={draft.startSeconds}
            error={errors.startSeconds}
            onChange={(event) => edit({ startSeconds: event.target.value })}
          />
          <TextField
            label={strings.mcp.callsEndAfter}
            inputMode="numeric"
            value={draft.callSeconds}
            error={errors.callSeconds}
            onChange={(event) => edit({ callSeconds: event.target.value })}
          />
        </FieldPair>
      </AdvancedFields>
      {failure !== null && <ErrorNotice layout="inline" error={failure} />}
      {test !== null && test !== 'running' && <TestResult test={test} />}
      <div className={styles.actions}>
        <Button type="submit" variant="primary">
          {strings.common.save}
        </Button>
        <Button disabled={test === 'running'} onClick={() => void runTest()}>
          {strings.mcp.test}
        </Button>
        <Button variant="ghost" onClick={onDone}>
          {strings.common.cancel}
        </Button>
        {test === 'running' && <Spinner>{strings.mcp.testing}</Spinner>}
      </div>
    </Form>
  );
}
