/** The system's own dialogs for files and folders, over the app's window. */
import { BrowserWindow, dialog, type OpenDialogOptions, type SaveDialogOptions } from 'electron';
import type { ExportFormat } from '#protocol/data.ts';
import { EXTENSIONS } from '../data/export-file-name.ts';
import { strings } from '../strings/strings.ts';
import { mainWindow } from './page-window.ts';

function formatName(format: ExportFormat): string {
  const { files: words } = strings();
  return { json: words.exportOfAgentManager, markdown: 'Markdown', html: words.htmlPage }[format];
}

/** Null when the person closed the dialog. */
export async function askForFolder(title: string): Promise<string | null> {
  const [folder] = await open({ title, properties: ['openDirectory', 'createDirectory'] });
  return folder ?? null;
}

const SETTINGS_FILES = [{ name: 'Settings of Agent Manager', extensions: ['json'] }];

/** Null when the person closed the dialog. */
export async function askForSettingsFile(): Promise<string | null> {
  const [file] = await open({ title: 'Choose a file of settings', properties: ['openFile'], filters: SETTINGS_FILES });
  return file ?? null;
}

/** Null when the person closed the dialog. */
export function askWhereToSaveSettings(): Promise<string | null> {
  return save({ title: 'Export settings', defaultPath: 'agent-manager-settings.json', filters: SETTINGS_FILES });
}

/** Null when the person closed the dialog. */
export async function askForCertificates(): Promise<string | null> {
  const [file] = await open({
    title: 'Choose a file of certificates',
    properties: ['openFile', 'showHiddenFiles'],
    filters: [
      { name: 'Certificates (PEM)', extensions: ['pem', 'crt', 'cer', 'cert'] },
      { name: 'All files', extensions: ['*'] },
    ],
  });
  return file ?? null;
}

/** Empty when the person closed the dialog. */
export function askForFilesToImport(): Promise<string[]> {
  const { files: words } = strings();
  return open({
    title: words.chooseToImport,
    buttonLabel: words.lookInside,
    properties: ['openFile', 'multiSelections', 'showHiddenFiles'],
    filters: [
      { name: words.importable, extensions: ['jsonl', 'json', 'db', 'sqlite', 'sqlite3'] },
      { name: words.allFiles, extensions: ['*'] },
    ],
  });
}

/** Null when the person closed the dialog. */
export function askWhereToSave(suggestedName: string, format: ExportFormat): Promise<string | null> {
  const options: SaveDialogOptions = {
    title: strings().files.export,
    defaultPath: suggestedName,
    filters: [{ name: formatName(format), extensions: [EXTENSIONS[format]] }],
    properties: ['showOverwriteConfirmation', 'createDirectory'],
  };
  return save(options);
}

async function save(options: SaveDialogOptions): Promise<string | null> {
  const window = parentWindow();
  const { filePath } = window === undefined ? await dialog.showSaveDialog(options) : await dialog.showSaveDialog(window, options);
  return filePath === '' ? null : filePath;
}

async function open(options: OpenDialogOptions): Promise<string[]> {
  const window = parentWindow();
  const { filePaths } = window === undefined ? await dialog.showOpenDialog(options) : await dialog.showOpenDialog(window, options);
  return filePaths;
}

function parentWindow(): BrowserWindow | undefined {
  return BrowserWindow.getFocusedWindow() ?? mainWindow();
}
