/** Opens the database, or a window that says why it can't be opened and offers what helps, until it can. */
import { app, BrowserWindow } from 'electron';
import type { Log } from '#platform/log.ts';
import { toErrorInfo } from '#protocol/errors.ts';
import type { AppPaths } from '../app-paths.ts';
import type { BackupCatalog } from '../data/backup-service.ts';
import type { Jobs } from '../data/jobs.ts';
import { openMainWindow } from '../desktop/main-window.ts';
import { RECOVERY_ADDRESS } from '../desktop/page-address.ts';
import type { InvokeHandlers } from '../ipc/invoke-handlers.ts';
import { createRecoveryHandlers, type RecoveryServices } from '../ipc/recovery-handlers.ts';
import type { StoreWorkers } from '../store/worker/store-workers.ts';
import { createRecovery } from './recovery.ts';

export interface OpenOrRecoverOptions<Opened> extends Pick<RecoveryServices, 'settings' | 'appInfo' | 'openFolder' | 'showLog'> {
  open: () => Opened;
  paths: AppPaths;
  workers: StoreWorkers;
  backups: BackupCatalog;
  jobs: Jobs;
  /** Answers the window with these until the returned function is called. */
  serve: (handlers: InvokeHandlers) => () => void;
  /** The recovery window can be brought to the front by this. */
  onWindow: (show: () => void) => void;
  log: Log;
}

export async function openOrRecover<Opened>(options: OpenOrRecoverOptions<Opened>): Promise<Opened> {
  try {
    return options.open();
  } catch (error) {
    options.log.error('The database can’t be opened; recovery begins', { error: toErrorInfo(error) });
    return recover(error, options);
  }
}

function recover<Opened>(error: unknown, options: OpenOrRecoverOptions<Opened>): Promise<Opened> {
  const { paths, log } = options;
  return new Promise((resolve) => {
    let isOver = false;
    const recovery = createRecovery(error, {
      ...options,
      databaseFile: paths.databaseFile,
      salvageFolder: paths.salvageFolder,
      onOpened(opened) {
        isOver = true;
        log.info('Recovery ends: the database is open');
        // After the answer to the window has left.
        setImmediate(() => {
          endServing();
          window.destroy();
          resolve(opened);
        });
      },
    });
    const endServing = options.serve(createRecoveryHandlers({ ...options, recovery }));
    // Without a listener Electron would quit when this window closes, also when it closes because the next one opens.
    app.on('window-all-closed', () => {
      if (!isOver) app.quit();
    });
    const window: BrowserWindow = openMainWindow({
      preloadFile: paths.preloadFile,
      icon: paths.icon,
      placeFile: paths.windowPlaceFile,
      log,
      address: RECOVERY_ADDRESS,
    });
    options.onWindow(() => {
      const [existing] = BrowserWindow.getAllWindows();
      existing?.show();
      existing?.focus();
    });
  });
}
