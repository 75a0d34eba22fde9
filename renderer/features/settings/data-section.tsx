import { Copy, FileText, FolderOpen } from 'lucide-react';
import { invoke } from '../../api.ts';
import { Button } from '../../components/button.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { useAppInfo } from '../../state/app-info-store.ts';
import { openDataDialog, startImport } from '../../state/data-dialog.ts';
import { runAsJob, useRunningJob } from '../../state/jobs-store.ts';
import { reportErrors } from '../../state/report-error.ts';
import { exportSettings, startSettingsImport } from '../../state/settings-file.ts';
import { showInfo } from '../../state/toasts-store.ts';
import { openAbout } from '../../state/window-store.ts';
import { strings } from '../../strings/strings.ts';
import { BackupsList, useBackups } from '../data/backups-list.tsx';
import dataStyles from '../data/data.module.css';
import { ImportsList } from '../data/imports-list.tsx';
import { KeptWorktrees } from '../worktree/kept-worktrees.tsx';
import styles from './data-section.module.css';
import { SettingRow } from './setting-row.tsx';

const copy = (text: string) => reportErrors(invoke('desktop.copyText', { text }).then(() => showInfo(strings.settings.copied)));

/** Everything the person keeps here: backups, the way in and out, where it is, and how to be rid of it. */
export function DataSection() {
  const info = useAppInfo((state) => state.info);
  if (info === null) return null;
  return (
    <>
      <p className={styles.text}>{strings.settings.dataIntro}</p>
      <Backups />
      <Transfer />
      <SettingsFile />
      <KeptWorktrees />
      <Database />
      <dl className={styles.folders}>
        <FolderLine name={strings.settings.dataFolder} path={info.dataFolder} />
        <FolderLine name={strings.settings.logFolder} path={info.logFolder} />
      </dl>
      <SettingRow label={strings.data.deleteAllMyData} hint={strings.settings.deleteAllHint}>
        <Button onClick={() => openDataDialog({ kind: 'delete-everything' })}>{strings.settings.deleteAll}</Button>
      </SettingRow>
      <div className={styles.foot}>
        <Button icon={<FileText aria-hidden />} onClick={() => reportErrors(invoke('desktop.showLog'))}>
          {strings.common.showLog}
        </Button>
        <button type="button" className={`${dataStyles.link} ${styles.version}`} onClick={openAbout}>
          {strings.about.nameAndVersion(info.version)}
        </button>
      </div>
    </>
  );
}

function Backups() {
  const { list, error, setList } = useBackups();
  const isRunning = useRunningJob('backup') !== undefined;
  const choose = (useDefault: boolean) => reportErrors(invoke('data.chooseBackupFolder', { useDefault }).then(setList));
  return (
    <section className={dataStyles.group} aria-label={strings.data.backups}>
      <div className={dataStyles.groupHead}>
        <h4 className={dataStyles.groupTitle}>{strings.data.backups}</h4>
        <div className={dataStyles.buttons}>
          <Button size="small" onClick={() => choose(false)}>
            {strings.settings.chooseFolder}
          </Button>
          <Button size="small" variant="primary" disabled={isRunning} onClick={() => runAsJob(invoke('data.backUpNow'))}>
            {strings.settings.backUpNow}
          </Button>
        </div>
      </div>
      <div className={dataStyles.listFrame}>
        <BackupsList list={list} error={error} onRestore={(backupName) => openDataDialog({ kind: 'restore', backupName })} />
      </div>
      {list !== null && list.folderProblem !== null && <p className={dataStyles.warning}>{list.folderProblem}</p>}
      <p className={dataStyles.quiet}>
        {strings.settings.backupsHint}
        {list !== null && strings.settings.backupsGoTo(list.folder)}
        {list !== null && (
          <button type="button" className={dataStyles.link} onClick={() => reportErrors(invoke('data.openFolder', { folder: 'backups' }))}>
            {strings.settings.openFolder}
          </button>
        )}
        {list !== null && (!list.isDefaultFolder || list.folderProblem !== null) && (
          <>
            {' · '}
            <button type="button" className={dataStyles.link} onClick={() => choose(true)}>
              {strings.settings.dataFolderAgain}
            </button>
          </>
        )}
      </p>
    </section>
  );
}

function Transfer() {
  return (
    <section className={dataStyles.group} aria-label={strings.settings.exportAndImport}>
      <div className={dataStyles.groupHead}>
        <h4 className={dataStyles.groupTitle}>{strings.settings.exportAndImport}</h4>
        <div className={dataStyles.buttons}>
          <Button size="small" onClick={() => openDataDialog({ kind: 'export', conversationId: null })}>
            {strings.data.export}
          </Button>
          <Button size="small" onClick={startImport}>
            {strings.settings.import}
          </Button>
        </div>
      </div>
      <p className={dataStyles.quiet}>{strings.settings.importHint}</p>
      <ImportsList />
    </section>
  );
}

function SettingsFile() {
  return (
    <SettingRow label={strings.settings.settingsFile} hint={strings.settings.settingsFileHint}>
      <div className={dataStyles.buttons}>
        <Button size="small" onClick={exportSettings}>
          {strings.settings.exportSettings}
        </Button>
        <Button size="small" onClick={startSettingsImport}>
          {strings.settings.importSettingsButton}
        </Button>
      </div>
    </SettingRow>
  );
}

function Database() {
  const isChecking = useRunningJob('check') !== undefined;
  return (
    <SettingRow label={strings.settings.database} hint={strings.settings.checkHint}>
      <div className={dataStyles.buttons}>
        <Button size="small" disabled={isChecking} onClick={() => runAsJob(invoke('data.check'))}>
          {strings.settings.checkNow}
        </Button>
        <Button size="small" icon={<FolderOpen aria-hidden />} onClick={() => reportErrors(invoke('data.openFolder', { folder: 'data' }))}>
          {strings.recovery.openDataFolder}
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
          label={strings.settings.copyPathOf(name)}
          tooltip={strings.settings.copyPath}
          icon={<Copy aria-hidden />}
          onClick={() => copy(path)}
        />
      </dd>
    </div>
  );
}
