import { useEffect, useState } from 'react';
import type { UpdateStatus } from '#protocol/updates.ts';
import { invoke, listen } from '../../api.ts';
import { Button } from '../../components/button.tsx';
import { ProgressBar } from '../../components/progress-bar.tsx';
import { Switch } from '../../components/switch.tsx';
import { TextField } from '../../components/text-field.tsx';
import { reportErrors } from '../../state/report-error.ts';
import { changeSetting, useSettings } from '../../state/settings-store.ts';
import { strings } from '../../strings/strings.ts';
import { statusWords, unsupportedWords } from './status-words.ts';
import styles from './updates-section.module.css';

/** Where new versions come from, whether there is one, and the way to it. */
export function UpdatesSection() {
  const [status, setStatus] = useState<UpdateStatus | null>(null);
  useEffect(() => {
    reportErrors(invoke('updates.status').then(setStatus));
    return listen('updates.changed', setStatus);
  }, []);
  if (status === null) return null;
  const { failedVersion } = status;
  return (
    <>
      {status.state === 'unsupported' ? <p className={styles.words}>{unsupportedWords(status.packaging)}</p> : <Feed status={status} />}
      {failedVersion !== null && <p className={styles.words}>{strings.updates.failedVersion(failedVersion)}</p>}
    </>
  );
}

function Feed({ status }: { status: UpdateStatus }) {
  const { updateFeed, checkForUpdates } = useSettings((state) => state.settings);
  const error = useSettings((state) => state.errors.updateFeed);
  const [address, setAddress] = useState(updateFeed ?? '');
  const save = () => {
    const next = address.trim() === '' ? null : address.trim();
    if (next !== updateFeed) void changeSetting('updateFeed', next);
  };
  return (
    <>
      <TextField
        label={strings.updates.feed}
        hint={strings.updates.feedHint}
        type="url"
        placeholder="https://"
        value={address}
        error={error?.message}
        onChange={(event) => setAddress(event.target.value)}
        onBlur={save}
        onKeyDown={(event) => event.key === 'Enter' && save()}
      />
      <Switch
        label={strings.updates.lookByItself}
        hint={strings.updates.lookByItselfHint}
        checked={checkForUpdates}
        onChange={(next) => void changeSetting('checkForUpdates', next)}
      />
      <div className={styles.status}>
        <p className={styles.words} role="status">
          {statusWords(status)}
        </p>
        <Actions status={status} />
      </div>
    </>
  );
}

function Actions({ status: { state, percent } }: { status: UpdateStatus }) {
  const check = (
    <Button disabled={state === 'off' || state === 'checking'} onClick={() => reportErrors(invoke('updates.check'))}>
      {strings.updates.checkNow}
    </Button>
  );
  if (state === 'available')
    return (
      <Button variant="primary" onClick={() => reportErrors(invoke('updates.download'))}>
        {strings.updates.download}
      </Button>
    );
  if (state === 'downloading')
    return <ProgressBar label={strings.updates.title} progress={{ done: percent ?? 0, total: 100 }} className={styles.progress} />;
  if (state === 'ready')
    return (
      <>
        <Button variant="primary" onClick={() => reportErrors(invoke('updates.install'))}>
          {strings.updates.install}
        </Button>
        <p className={styles.words}>{strings.updates.installHint}</p>
      </>
    );
  return check;
}
