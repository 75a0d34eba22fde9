/** What is used of electron-updater, and no more: its own declarations are those of all its providers and platforms. */
declare module 'electron-updater' {
  interface UpdateCheckResult {
    readonly isUpdateAvailable: boolean;
    readonly updateInfo: { readonly version: string };
  }

  class AppUpdater {
    autoDownload: boolean;
    autoInstallOnAppQuit: boolean;
    forceDevUpdateConfig: boolean;
    logger: Record<'info' | 'warn' | 'error', (message: unknown) => void> | null;
    updateConfigPath: string | null;
    readonly currentVersion: { compare(version: string): -1 | 0 | 1 };
    on(event: 'error', listener: (error: Error) => void): this;
    /** A proxy asks; a request waits until the callback is called, without a name to give up. */
    on(
      event: 'login',
      listener: (asker: { isProxy: boolean; host: string; port: number }, answer: (name?: string, password?: string) => void) => void,
    ): this;
    on(event: 'download-progress', listener: (progress: { percent: number }) => void): this;
    off(event: 'download-progress', listener: (progress: { percent: number }) => void): this;
    /** Null where this app can't be updated. */
    checkForUpdates(): Promise<UpdateCheckResult | null>;
    /** Fulfilled with the files downloaded, each with the hash that was announced. */
    downloadUpdate(): Promise<string[]>;
    quitAndInstall(isSilent?: boolean, isForceRunAfter?: boolean): void;
  }

  // A CommonJS module: what it exports is the default of an import.
  const electronUpdater: {
    AppImageUpdater: new () => AppUpdater;
    NsisUpdater: new () => AppUpdater;
    MacUpdater: new () => AppUpdater;
  };
  export default electronUpdater;
}
