/** Updates of the running app: this start's facts put together. */
import { app } from 'electron';
import type { Log } from '#platform/log.ts';
import type { AppPaths } from '../app-paths.ts';
import type { WindowEvents } from '../ipc/window-events.ts';
import type { Quitting } from '../lifecycle.ts';
import type { SettingsStore } from '../store/settings.ts';
import { packagingOf } from './packaging.ts';
import { createUpdateEngine, type UpdateEngineOptions } from './update-engine.ts';
import { createUpdateService, type UpdateService } from './update-service.ts';
import { noteStart } from './updated-start.ts';

/** Starts the version before where this one was put in by an update and does not start. True: this process is to do nothing more. */
export function giveWayToPreviousVersion(paths: AppPaths): boolean {
  const { APPIMAGE: appImage } = process.env;
  const outcome = noteStart({ recordFile: paths.updateRecordFile, version: app.getVersion(), appImage });
  if (outcome === 'go-on') return false;
  app.relaunch({ ...(appImage !== undefined && { execPath: appImage }), args: process.argv.slice(1) });
  app.exit(0);
  return true;
}

export interface AppUpdatesOptions {
  paths: AppPaths;
  settings: SettingsStore;
  windowEvents: WindowEvents;
  restart: Quitting['restart'];
  proxyLogin: UpdateEngineOptions['proxyLogin'];
  log: Log;
}

export function startUpdates({ paths, settings, windowEvents, restart, proxyLogin, log }: AppUpdatesOptions): UpdateService {
  const { APPIMAGE: appImage } = process.env;
  const packaging = packagingOf({
    platform: process.platform,
    isPackaged: app.isPackaged,
    appImage,
    resourcesFolder: process.resourcesPath,
    executable: process.execPath,
  });
  const version = app.getVersion();
  const updates = createUpdateService({
    packaging,
    version,
    engine: createUpdateEngine({ packaging, folder: paths.updatesFolder, currentVersion: version, proxyLogin, log }),
    recordFile: paths.updateRecordFile,
    folder: paths.updatesFolder,
    appImage,
    feed: () => settings.get().updateFeed,
    checksByItself: () => settings.get().checkForUpdates,
    restart,
    changed: (status) => windowEvents.send('updates.changed', status),
    log,
  });
  let feed = settings.get().updateFeed;
  settings.onDidChange((changed) => {
    if (changed.updateFeed === feed) return;
    feed = changed.updateFeed;
    updates.feedChanged();
  });
  return updates;
}
