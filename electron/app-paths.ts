/** Where everything is, in the built app and in the person's own folders. The one place that knows. */

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';

export interface AppPaths {
  preloadFile: string;
  storeWorkerFile: string;
  changeWorkerFile: string;
  rendererFolder: string;
  bridgeFolder: string;
  pythonFolder: string;
  icon: string;
  dataFolder: string;
  databaseFile: string;
  backupFolder: string;
  settingsFile: string;
  credentialsFile: string;
  mcpServersFile: string;
  mcpSecretsFile: string;
  proxyLoginFile: string;
  windowPlaceFile: string;
  ledgerFile: string;
  agentStateFolder: string;
  codeMapCacheFolder: string;
  /** A folder for each conversation without a project. */
  workspacesFolder: string;
  /** Contents of files as agents found and left them. */
  checkpointsFolder: string;
  /** Git worktrees of conversations. */
  worktreesFolder: string;
  logFolder: string;
  /** Where a damaged database is read from, see store/salvage. */
  salvageFolder: string;
  /** See data/restore-note.ts and data/recovery-request.ts. */
  restoreNoteFile: string;
  /** See data/job-journal.ts. */
  runningJobsFile: string;
  recoveryRequestFile: string;
  /** See updates/update-record.ts. */
  updateRecordFile: string;
  /** The version before the last update, where one is kept. */
  updatesFolder: string;
}

/** Where the person's data is. `AGENT_MANAGER_DATA_DIR` puts all of it elsewhere: a second profile, or a test. */
export function resolveDataFolder(environment: NodeJS.ProcessEnv = process.env): string {
  return environment.AGENT_MANAGER_DATA_DIR || app.getPath('userData');
}

export function resolveAppPaths(environment: NodeJS.ProcessEnv = process.env): AppPaths {
  const outFolder = join(import.meta.dirname, '..');
  // Child processes are started from these files, and nothing but Electron can read inside an asar archive.
  const unpackedFolder = outFolder.replace(/app\.asar(?=[\\/])/, 'app.asar.unpacked');
  const dataFolder = resolveDataFolder(environment);
  const logFolder = join(dataFolder, 'logs');
  const agentStateFolder = join(dataFolder, 'agents');
  makeFolders([logFolder, agentStateFolder]);
  return {
    preloadFile: join(outFolder, 'preload', 'preload.cjs'),
    storeWorkerFile: join(outFolder, 'main', 'store-worker.js'),
    changeWorkerFile: join(outFolder, 'main', 'change-worker.js'),
    rendererFolder: join(outFolder, 'renderer'),
    bridgeFolder: join(unpackedFolder, 'bridge'),
    pythonFolder: join(unpackedFolder, 'python'),
    icon: join(outFolder, 'renderer', 'icon.png'),
    dataFolder,
    databaseFile: join(dataFolder, 'conversations.db'),
    backupFolder: join(dataFolder, 'backups'),
    settingsFile: join(dataFolder, 'settings.json'),
    credentialsFile: join(dataFolder, 'credentials.json'),
    mcpServersFile: join(dataFolder, 'mcp-servers.json'),
    mcpSecretsFile: join(dataFolder, 'mcp-secrets.json'),
    proxyLoginFile: join(dataFolder, 'proxy-login.json'),
    windowPlaceFile: join(dataFolder, 'window.json'),
    ledgerFile: join(dataFolder, 'processes.json'),
    agentStateFolder,
    workspacesFolder: join(dataFolder, 'workspaces'),
    checkpointsFolder: join(dataFolder, 'checkpoints'),
    worktreesFolder: join(dataFolder, 'worktrees'),
    codeMapCacheFolder: join(dataFolder, 'code-maps'),
    logFolder,
    salvageFolder: join(dataFolder, 'salvage'),
    restoreNoteFile: join(dataFolder, 'restored.json'),
    runningJobsFile: join(dataFolder, 'running-jobs.json'),
    recoveryRequestFile: join(dataFolder, 'recovery-requested'),
    updateRecordFile: join(dataFolder, 'updates.json'),
    updatesFolder: join(dataFolder, 'updates'),
  };
}

function makeFolders(folders: string[]): void {
  try {
    for (const folder of folders) mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch {
    // A data folder that can't be written to: the recovery screen says so, see recovery/.
  }
}
