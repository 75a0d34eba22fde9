import { Copy, FileText } from 'lucide-react';
import { invoke } from '../../api.ts';
import { Button } from '../../components/button.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { useAppInfo } from '../../state/app-info-store.ts';
import { reportErrors } from '../../state/report-error.ts';
import { showInfo } from '../../state/toasts-store.ts';
import styles from './data-section.module.css';

const copy = (text: string) => reportErrors(invoke('desktop.copyText', { text }).then(() => showInfo('Copied')));

/** Where everything is kept. */
export function DataSection() {
  const info = useAppInfo((state) => state.info);
  if (info === null) return null;
  return (
    <>
      <p className={styles.text}>
        Every conversation is kept on this computer, in a database in the data folder. Nothing is sent anywhere but to the agent you talk
        to.
      </p>
      <dl className={styles.folders}>
        <FolderLine name="Data folder" path={info.dataFolder} />
        <FolderLine name="Log folder" path={info.logFolder} />
      </dl>
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
