import { Copy, FileText, FolderOpen } from 'lucide-react';
import { invoke } from '../../api.ts';
import { Button } from '../../components/button.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { useAppInfo } from '../../state/app-info-store.ts';
import { openDataDialog, startImport } from '../../state/data-dialog.ts';
import { runAsJob, useRunningJob } from '../../state/jobs-store.ts';
import { reportErrors } from '../../state/report-error.ts';
import { showInfo } from '../../state/toasts-store.ts';
import { BackupsList, useBackups } from '../data/backups-list.tsx';
import dataStyles from '../data/data.module.css';
import { ImportsList } from '../data/imports-list.tsx';
import styles from './data-section.module.css';
import { SettingRow } from './setting-row.tsx';

const copy = (text: string) => reportErrors(invoke('desktop.copyText', { text }).then(() => showInfo('Copied')));

/** Everything the person keeps here: backups, the way in and out, where it is, and how to be rid of it. */
export function DataSection() {
  const info = useAppInfo((state) => state.info);
  if (info === null) return null;
  return (
    <>
      <p className={styles.text}>
        Every conversation is kept on this computer, in a database in the data folder. Nothing is sent anywhere but to the agent you talk
        to.
      </p>
      <Backups />
      <Transfer />
      <Database />
      <dl className={styles.folders}>
        <FolderLine name="Data folder" path={info.dataFolder} />
        <FolderLine name="Log folder" path={info.logFolder} />
      </dl>
      <SettingRow label="Delete all my data" hint="Conversations, backups, keys, settings and logs. Says exactly what and where first.">
        <Button onClick={() => openDataDialog({ kind: 'delete-everything' })}>Delete all…</Button>
      </SettingRow>
      <div className={styles.foot}>
        <Button icon={<FileText aria-hidden />} onClick={() => reportErrors(invoke('desktop.showLog'))}>
          Show log
        </Button>
        <span className={styles.version} data-selectable>
          Agent Manager {info.version}
        </span>
      </div>
    </>
  );
}

function Backups() {
  const { list, error, setList } = useBackups();
  const isRunning = useRunningJob('backup') !== undefined;
  const choose = (useDefault: boolean) => reportErrors(invoke('data.chooseBackupFolder', { useDefault }).then(setList));
  return (
    <section className={dataStyles.group} aria-label="Backups">
      <div className={dataStyles.groupHead}>
        <h4 className={dataStyles.groupTitle}>Backups</h4>
        <div className={dataStyles.buttons}>
          <Button size="small" onClick={() => choose(false)}>
            Choose folder…
          </Button>
          <Button size="small" variant="primary" disabled={isRunning} onClick={() => runAsJob(invoke('data.backUpNow'))}>
            Back up now
          </Button>
        </div>
      </div>
      <div className={dataStyles.listFrame}>
        <BackupsList list={list} error={error} onRestore={(backupName) => openDataDialog({ kind: 'restore', backupName })} />
      </div>
      {list !== null && list.folderProblem !== null && <p className={dataStyles.warning}>{list.folderProblem}</p>}
      <p className={dataStyles.quiet}>
        One a day is taken by itself: the last seven days and four weeks are kept, and all you take yourself.
        {list !== null && ` They go to ${list.folder}. `}
        {list !== null && (
          <button type="button" className={dataStyles.link} onClick={() => reportErrors(invoke('data.openFolder', { folder: 'backups' }))}>
            Open folder
          </button>
        )}
        {list !== null && (!list.isDefaultFolder || list.folderProblem !== null) && (
          <>
            {' · '}
            <button type="button" className={dataStyles.link} onClick={() => choose(true)}>
              Use the data folder
            </button>
          </>
        )}
      </p>
    </section>
  );
}

function Transfer() {
  return (
    <section className={dataStyles.group} aria-label="Export and import">
      <div className={dataStyles.groupHead}>
        <h4 className={dataStyles.groupTitle}>Export and import</h4>
        <div className={dataStyles.buttons}>
          <Button size="small" onClick={() => openDataDialog({ kind: 'export', conversationId: null })}>
            Export…
          </Button>
          <Button size="small" onClick={startImport}>
            Import…
          </Button>
        </div>
      </div>
      <p className={dataStyles.quiet}>
        Takes in exports of Agent Manager, sessions of the Gemini CLI, and a table of messages in an SQLite file. You see what is inside
        before anything is added.
      </p>
      <ImportsList />
    </section>
  );
}

function Database() {
  const isChecking = useRunningJob('check') !== undefined;
  return (
    <SettingRow label="Database" hint="Reads every page of it, in the background. Nothing is changed.">
      <div className={dataStyles.buttons}>
        <Button size="small" disabled={isChecking} onClick={() => runAsJob(invoke('data.check'))}>
          Check now
        </Button>
        <Button size="small" icon={<FolderOpen aria-hidden />} onClick={() => reportErrors(invoke('data.openFolder', { folder: 'data' }))}>
          Open data folder
        </Button>
      </div>
    </SettingRow>
  );
}

function FolderLine({ name, path }: { name: string; path: string }) {
  return (
    <div className={styles.folder}>
      <dt className={styles.name}>{name}</dt>
      <dd className={styles.path}>
        <code data-selectable>{path}</code>
        <IconButton
          size="small"
          label={`Copy path of ${name.toLowerCase()}`}
          tooltip="Copy path"
          icon={<Copy aria-hidden />}
          onClick={() => copy(path)}
        />
      </dd>
    </div>
  );
}
