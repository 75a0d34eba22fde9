/** What the window can ask while the database can't be opened: the recovery screen's questions, and few others. */
import { app, clipboard } from 'electron';
import { AppError } from '#protocol/errors.ts';
import type { InvokeChannel } from '#protocol/ipc.ts';
import { INVOKE_CHANNELS } from '#protocol/ipc-names.ts';
import type { BackupCatalog } from '../data/backup-service.ts';
import type { Jobs } from '../data/jobs.ts';
import type { Recovery } from '../recovery/recovery.ts';
import type { InvokeHandlers } from './invoke-handlers.ts';

export interface RecoveryServices {
  recovery: Recovery;
  backups: BackupCatalog;
  jobs: Jobs;
  settings: InvokeHandlers['settings.get'];
  appInfo: InvokeHandlers['app.info'];
  openFolder: InvokeHandlers['data.openFolder'];
  showLog: InvokeHandlers['desktop.showLog'];
}

export function createRecoveryHandlers({ recovery, backups, jobs, ...services }: RecoveryServices): InvokeHandlers {
  const refused = Object.fromEntries(INVOKE_CHANNELS.map((channel) => [channel, () => refuse(channel)])) as unknown as InvokeHandlers;
  return {
    ...refused,
    'app.info': services.appInfo,
    'app.saved': () => undefined,
    'settings.get': services.settings,
    'desktop.showLog': services.showLog,
    'desktop.copyText': ({ text }) => clipboard.writeText(text),
    'data.jobs': () => jobs.list(),
    'data.cancelJob': ({ id }) => jobs.cancel(id),
    'data.dismissJob': ({ id }) => jobs.dismiss(id),
    'data.backups': () => backups.list(),
    'data.previewRestore': ({ name }) => backups.preview(name),
    'data.openFolder': services.openFolder,
    'recovery.state': () => recovery.state(),
    'recovery.retry': () => recovery.retry(),
    'recovery.salvage': () => recovery.salvage(),
    'recovery.useSalvaged': () => recovery.useSalvaged(),
    'recovery.startFresh': () => recovery.startFresh(),
    'recovery.restore': ({ name }) => recovery.restore(name),
    'recovery.quit': () => app.quit(),
  };
}

function refuse(channel: InvokeChannel): never {
  throw new AppError({ code: 'conflict', message: 'Your conversations are not open yet.', details: channel });
}
