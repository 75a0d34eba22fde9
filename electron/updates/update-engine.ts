/** electron-updater, as far as we use it: it reads the feed, honours staged rollouts, downloads, and checks what came. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from '#platform/log.ts';
import type { ProxyLogin } from '#protocol/network.ts';
import type { Packaging } from '#protocol/updates.ts';

export interface FoundVersion {
  version: string;
  /** False: there is a newer one, but it is not for this computer yet. */
  isForUs: boolean;
}

export interface UpdateEngine {
  /** Null: the feed has nothing newer. */
  check(feed: string): Promise<FoundVersion | null>;
  /** Fulfilled with the file once it is whole and its hash is what the feed says. */
  download(onPercent: (percent: number) => void): Promise<string>;
  /** Starts the system's own way to install; the app has to quit then. Not for AppImages, which are replaced as a file. */
  quitAndInstall(): void;
}

export interface UpdateEngineOptions {
  packaging: Packaging;
  /** For the file that tells electron-updater of the feed. */
  folder: string;
  currentVersion: string;
  /** What the proxy at `host:port` is to be given. */
  proxyLogin: (host: string) => ProxyLogin | null;
  log: Log;
}

/** A proxy that refuses a login asks again for ever; Chromium remembers one that was right, so more than these are never needed. */
const MAX_LOGINS = 3;

/** Loaded when first needed: most starts never look for a new version. */
export function createUpdateEngine({ packaging, folder, currentVersion, proxyLogin, log }: UpdateEngineOptions): UpdateEngine {
  const loading = async () => {
    const { AppImageUpdater, MacUpdater, NsisUpdater } = (await import('electron-updater')).default;
    const Updater = packaging === 'windows' ? NsisUpdater : packaging === 'macos' ? MacUpdater : AppImageUpdater;
    const updater = new Updater();
    updater.autoDownload = false;
    updater.autoInstallOnAppQuit = false;
    // Whether this app may be updated was decided by `packaging`, not by how it was started.
    updater.forceDevUpdateConfig = true;
    const tell = (level: 'info' | 'warn' | 'error') => (message: unknown) => log[level](String(message));
    updater.logger = { info: tell('info'), warn: tell('warn'), error: tell('error') };
    // Every failure reaches us through the promise; without a listener the event would end the app.
    updater.on('error', () => {});
    updater.on('login', ({ isProxy, host, port }, answer) => {
      const login = isProxy && loginsLeft > 0 ? proxyLogin(`${host}:${port}`) : null;
      loginsLeft -= 1;
      if (login === null) answer();
      else answer(login.name, login.password);
    });
    return updater;
  };
  let loginsLeft = 0;
  let updater: ReturnType<typeof loading> | undefined;
  const engine = () => {
    updater ??= loading();
    return updater;
  };

  return {
    async check(feed) {
      mkdirSync(folder, { recursive: true });
      const configFile = join(folder, 'feed.yml');
      writeFileSync(configFile, `provider: generic\nurl: ${JSON.stringify(feed)}\nupdaterCacheDirName: agent-manager-updates\n`);
      const it = await engine();
      loginsLeft = MAX_LOGINS;
      it.updateConfigPath = configFile;
      const result = await it.checkForUpdates();
      if (result === null) return null;
      const { isUpdateAvailable, updateInfo } = result;
      const isNewer = it.currentVersion.compare(updateInfo.version) < 0;
      log.info('Looked for a new version', { current: currentVersion, found: updateInfo.version, isUpdateAvailable });
      return isNewer ? { version: updateInfo.version, isForUs: isUpdateAvailable } : null;
    },
    async download(onPercent) {
      const it = await engine();
      loginsLeft = MAX_LOGINS;
      const listener = ({ percent }: { percent: number }) => onPercent(percent);
      it.on('download-progress', listener);
      try {
        const [file] = await it.downloadUpdate();
        if (file === undefined) throw new Error('The download ended without a file.');
        return file;
      } finally {
        it.off('download-progress', listener);
      }
    },
    quitAndInstall: () => void engine().then((it) => it.quitAndInstall(true, true)),
  };
}
