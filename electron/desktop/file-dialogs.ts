/** The system's own dialogs for files and folders, over the app's window. */
import { BrowserWindow, dialog, type OpenDialogOptions, type SaveDialogOptions } from 'electron';
import type { ExportFormat } from '#protocol/data.ts';
import { EXTENSIONS } from '../data/export-file-name.ts';

const FORMAT_NAMES: Record<ExportFormat, string> = { json: 'Agent Manager export', markdown: 'Markdown', html: 'HTML page' };

/** Null when the person closed the dialog. */
export async function askForFolder(title: string): Promise<string | null> {
  const [folder] = await open({ title, properties: ['openDirectory', 'createDirectory'] });
  return folder ?? null;
}

/** Empty when the person closed the dialog. */
export function askForFilesToImport(): Promise<string[]> {
  return open({
    title: 'Choose files to import',
    buttonLabel: 'Look inside',
    properties: ['openFile', 'multiSelections', 'showHiddenFiles'],
    filters: [
      { name: 'Exports, sessions and databases', extensions: ['jsonl', 'json', 'db', 'sqlite', 'sqlite3'] },
      { name: 'All files', extensions: ['*'] },
    ],
  });
}

/** Null when the person closed the dialog. */
export async function askWhereToSave(suggestedName: string, format: ExportFormat): Promise<string | null> {
  const options: SaveDialogOptions = {
    title: 'Export',
    defaultPath: suggestedName,
    filters: [{ name: FORMAT_NAMES[format], extensions: [EXTENSIONS[format]] }],
    properties: ['showOverwriteConfirmation', 'createDirectory'],
  };
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
  return BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
}
