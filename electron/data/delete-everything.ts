/**
 * Deletes all of the person's data. Only what the app itself makes is named: a data folder may hold other things too. The browser engine
 * keeps its own files open until the app has ended, so a marker lets the next start take those.
 */
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { parseBackupName } from '../store/backups/backup-names.ts';

export interface DeletionItem {
  what: string;
  path: string;
  /** Everything that goes with it. */
  files: string[];
}

export interface DeletionOptions {
  /** Every path of the app's own, by what it is; those outside of the data folder are left alone. */
  paths: Record<string, string>;
  dataFolder: string;
  databaseFile: string;
  backupFolder: string;
  /** A folder the person chose for backups, or null: only files that are backups of ours go. */
  chosenBackupFolder: string | null;
}

const WORDS: Record<string, string> = {
  databaseFile: 'Conversations, with their search and drafts',
  backupFolder: 'Backups',
  settingsFile: 'Settings',
  credentialsFile: 'Your key, encrypted',
  agentStateFolder: 'What agents keep for themselves',
  workspacesFolder: 'Folders of conversations without a project',
  checkpointsFolder: 'Files as agents found and left them',
  worktreesFolder: 'Git worktrees of conversations, with what is not committed in them',
  codeMapCacheFolder: 'Code maps of your projects',
  logFolder: 'Logs',
  ledgerFile: 'List of running processes',
  runningJobsFile: 'Which backups, exports and imports run',
  windowPlaceFile: 'Where the window stood',
  mcpServersFile: 'MCP servers',
  mcpSecretsFile: 'Secrets of MCP servers, encrypted',
  proxyLoginFile: 'Name and password for the proxy, encrypted',
  salvageFolder: 'What was read out of a damaged database',
};

/** Folders and files of the browser engine in its data folder. */
const ENGINE_NAMES = [
  'Cache',
  'Code Cache',
  'GPUCache',
  'DawnCache',
  'DawnGraphiteCache',
  'DawnWebGPUCache',
  'ShaderCache',
  'GrShaderCache',
  'GraphiteDawnCache',
  'Session Storage',
  'Local Storage',
  'IndexedDB',
  'databases',
  'blob_storage',
  'Service Worker',
  'WebStorage',
  'Partitions',
  'Network',
  'Shared Dictionary',
  'SharedStorage',
  'SharedStorage-wal',
  'Shared Proto Db',
  'VideoDecodeStats',
  'Crashpad',
  'Dictionaries',
  'Cookies',
  'Cookies-journal',
  'Network Persistent State',
  'TransportSecurity',
  'Trust Tokens',
  'Trust Tokens-journal',
  'Preferences',
  'Local State',
  'DIPS',
  'DIPS-wal',
  'DIPS-shm',
  'QuotaManager',
  'QuotaManager-journal',
  'Reporting and NEL',
  'Reporting and NEL-journal',
  'declarative_rules',
  'lockfile',
];

/** Beside the database: its log, copies under way, and damaged ones that were moved aside. */
const DATABASE_SIBLING = /^(-wal|-shm|-journal|\.unfinished|\.restored)$/;
const ASIDE = /^conversations-set-aside-\w+\.db(-wal|-shm)?$/;

/** What would be deleted, as it is now. */
export function deletionItems(options: DeletionOptions): DeletionItem[] {
  const items: DeletionItem[] = [];
  for (const [name, path] of Object.entries(options.paths)) {
    if (dirname(path) !== options.dataFolder) continue;
    const files = [path, ...siblingsOf(path, name === 'databaseFile')].filter((file) => existsSync(file));
    if (files.length > 0) items.push({ what: WORDS[name] ?? 'Other data of the app', path, files });
  }
  const { chosenBackupFolder } = options;
  if (chosenBackupFolder !== null && chosenBackupFolder !== options.backupFolder) {
    const files = namesIn(chosenBackupFolder)
      .filter((name) => parseBackupName(name.replace(/\.unfinished$|-(wal|shm)$/, '')) !== null)
      .map((name) => join(chosenBackupFolder, name));
    if (files.length > 0) items.push({ what: 'Backups in the folder you chose', path: chosenBackupFolder, files });
  }
  const engine = ENGINE_NAMES.map((name) => join(options.dataFolder, name)).filter((file) => existsSync(file));
  if (engine.length > 0) items.push({ what: 'Caches of the window', path: options.dataFolder, files: engine });
  return items;
}

function siblingsOf(path: string, isDatabase: boolean): string[] {
  const own = basename(path);
  return namesIn(dirname(path))
    .filter((name) => {
      if (isDatabase && (ASIDE.test(name) || (name.startsWith(own) && DATABASE_SIBLING.test(name.slice(own.length))))) return true;
      // Settings and keys that were written halfway, or kept because they could not be read.
      return name.startsWith(`${own}.`) && /\.(unfinished|broken-\w+)$/.test(name);
    })
    .map((name) => join(dirname(path), name));
}

/** Deletes now what can be, and leaves a marker for the rest. Nothing of the app may be writing any more. */
export function deleteEverything(options: DeletionOptions): void {
  // First: should the power fail now, the next start goes on.
  writeFileSync(markerFile(options.dataFolder), '');
  for (const { files } of deletionItems(options)) for (const file of files) tryDelete(file);
}

/** For the start, before anything of the data folder is in use. Returns true when a deletion was ended. */
export function finishDeletion(options: DeletionOptions): boolean {
  const marker = markerFile(options.dataFolder);
  if (!existsSync(marker)) return false;
  for (const { files } of deletionItems(options)) for (const file of files) tryDelete(file);
  rmSync(marker, { force: true });
  return true;
}

function markerFile(dataFolder: string): string {
  return join(dataFolder, 'deletion-under-way');
}

function tryDelete(file: string): void {
  try {
    rmSync(file, { recursive: true, force: true, maxRetries: 3, retryDelay: 50 });
  } catch {
    // Still held open by the engine: the next start tries again.
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    // Not there: nothing to delete.
    return [];
  }
}

/** Of files and everything below folders; links are not followed. */
export async function sizeOf(files: readonly string[]): Promise<number> {
  let bytes = 0;
  for (const file of files) {
    const stat = await lstat(file).catch(() => null);
    if (stat === null) continue;
    bytes += stat.isDirectory() ? await sizeOf((await readdir(file).catch(() => [])).map((name) => join(file, name))) : stat.size;
  }
  return bytes;
}
