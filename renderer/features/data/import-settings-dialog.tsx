import type { SettingsImportPreview } from '#protocol/settings-file.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { importSettings } from '../../state/settings-file.ts';
import { strings } from '../../strings/strings.ts';
import { settingLabel } from '../settings/setting-index.ts';
import styles from './data.module.css';

/** What a file of settings would change here, and what of it can't be taken. */
export function ImportSettingsDialog({ preview, onClose }: { preview: SettingsImportPreview; onClose: () => void }) {
  const { fileName, changes, refused, same } = preview;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={strings.settings.importSettings}
      footer={
        <>
          <Button onClick={onClose}>{changes.length > 0 ? strings.common.cancel : strings.common.close}</Button>
          {changes.length > 0 && (
            <Button
              variant="primary"
              data-dialog-focus
              onClick={() => {
                onClose();
                importSettings(changes.length);
              }}
            >
              {strings.settings.changeCount(changes.length)}
            </Button>
          )}
        </>
      }
    >
      <div className={styles.body}>
        <p className={styles.source}>
          <strong>{fileName}</strong>
        </p>
        {changes.length === 0 && <p>{strings.settings.nothingChanges}</p>}
        {changes.length > 0 && (
          <ul className={styles.settingChanges} aria-label={strings.settings.changesHere}>
            {changes.map(({ setting, before, after }) => (
              <li key={setting} className={styles.settingChange}>
                <span>{settingLabel(setting)}</span>
                <span className={styles.settingValues}>
                  <s>{before}</s> → <strong>{after}</strong>
                </span>
              </li>
            ))}
          </ul>
        )}
        {refused.length > 0 && (
          <section aria-label={strings.settings.notTaken} className={styles.group}>
            <h4 className={styles.groupTitle}>{strings.settings.notTaken}</h4>
            <ul className={styles.settingChanges}>
              {refused.map(({ setting, reason }) => (
                <li key={setting} className={styles.settingChange}>
                  <span>{settingLabel(setting ?? '')}</span>
                  <span className={styles.settingValues}>{reason}</span>
                </li>
              ))}
            </ul>
          </section>
        )}
        {same > 0 && <p className={styles.quiet}>{strings.settings.sameCount(same)}</p>}
      </div>
    </Dialog>
  );
}
