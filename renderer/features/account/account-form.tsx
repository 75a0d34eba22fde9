import { ExternalLink } from 'lucide-react';
import { useState } from 'react';
import { invoke } from '../../api.ts';
import { Button } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { AdvancedFields, FieldPair, Form } from '../../components/form.tsx';
import { SegmentedControl } from '../../components/segmented-control.tsx';
import { Spinner } from '../../components/spinner.tsx';
import { TextField } from '../../components/text-field.tsx';
import { reportErrors, runErrorAction } from '../../state/report-error.ts';
import { strings } from '../../strings/strings.ts';
import styles from './account-form.module.css';
import { KeepChoice } from './keep-choice.tsx';
import { useAccountForm } from './use-account-form.ts';

/** Where Google hands out keys for the Gemini API. */
const KEY_PAGE = 'https://aistudio.google.com/apikey';

type AccountFormProps = {
  onSaved: () => void;
  onCancel?: () => void;
};

/** Takes a Gemini key or a Vertex AI project, tries it against the API and stores it. */
export function AccountForm({ onSaved, onCancel }: AccountFormProps) {
  const { status, draft, edit, keep, setKeep, state, testAndSave, saveUntested } = useAccountForm(onSaved);
  const [advancedShown, setAdvancedShown] = useState(draft.baseUrl !== '');
  const isBusy = state.phase === 'testing' || state.phase === 'saving';
  const errors = state.phase === 'editing' ? state.errors : {};
  const isVertex = draft.method === 'vertex-ai';
  const keyHint = status?.method === draft.method ? status.keyHint : null;

  return (
    <Form
      onSubmit={() => {
        if (!isBusy) void testAndSave();
      }}
    >
      <SegmentedControl
        label={strings.account.howToReach}
        value={draft.method}
        options={[
          { value: 'api-key', label: strings.account.apiKey },
          { value: 'vertex-ai', label: 'Vertex AI' },
        ]}
        onChange={(method) => edit({ method })}
      />
      {isVertex && (
        <FieldPair>
          <TextField
            label={strings.account.project}
            placeholder="my-project-id"
            value={draft.project}
            error={errors.project}
            disabled={isBusy}
            onChange={(event) => edit({ project: event.target.value })}
          />
          <TextField
            label={strings.account.location}
            placeholder="us-central1"
            value={draft.location}
            error={errors.location}
            disabled={isBusy}
            onChange={(event) => edit({ location: event.target.value })}
          />
        </FieldPair>
      )}
      <TextField
        label={isVertex ? strings.account.apiKeyOptional : strings.account.geminiApiKey}
        type="password"
        value={draft.key}
        placeholder={keyHint === null ? '' : strings.account.endsIn(keyHint)}
        error={errors.key}
        disabled={isBusy}
        hint={isVertex ? strings.account.gcloudSignsIn : strings.account.keyStays}
        onChange={(event) => edit({ key: event.target.value })}
      />
      {!isVertex && (
        <AdvancedFields isShown={advancedShown} onToggle={setAdvancedShown}>
          <TextField
            label={strings.account.baseUrl}
            type="url"
            placeholder="https://generativelanguage.googleapis.com"
            value={draft.baseUrl}
            error={errors.baseUrl}
            disabled={isBusy}
            hint={strings.account.baseUrlHint}
            onChange={(event) => edit({ baseUrl: event.target.value })}
          />
        </AdvancedFields>
      )}
      {status?.keyStoreAvailable === false && <KeepChoice value={keep} onChange={setKeep} disabled={isBusy} />}
      {(state.phase === 'refused' || state.phase === 'not-saved') && (
        <ErrorNotice
          error={state.error}
          onAction={(action) => (action === 'retry' || action === 'wait-and-retry' ? void testAndSave() : runErrorAction(action))}
          onCopyDetails={(text) => reportErrors(invoke('desktop.copyText', { text }))}
        />
      )}
      <div className={styles.actions}>
        {/* With nothing filled in yet, it is not the one thing to do here. */}
        <Button type="submit" variant={draft.key === '' && !isVertex ? 'secondary' : 'primary'} disabled={isBusy}>
          {strings.account.testAndSave}
        </Button>
        {state.phase === 'refused' && <Button onClick={() => void saveUntested()}>{strings.account.saveAnyway}</Button>}
        {onCancel !== undefined && !isBusy && (
          <Button variant="ghost" onClick={onCancel}>
            {strings.common.cancel}
          </Button>
        )}
        {state.phase === 'testing' && <Spinner>{strings.account.askingApi}</Spinner>}
        {state.phase === 'saving' && <Spinner>{strings.account.saving}</Spinner>}
        {!isVertex && !isBusy && (
          <Button
            variant="ghost"
            className={styles.getKey}
            icon={<ExternalLink aria-hidden />}
            onClick={() => reportErrors(invoke('desktop.openExternal', { url: KEY_PAGE }))}
          >
            {strings.account.getKey}
          </Button>
        )}
      </div>
    </Form>
  );
}
