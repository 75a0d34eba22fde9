/** The dialog about the person's data that is open, over the settings or over the window. */
import { create } from 'zustand';
import type { ImportPreview } from '#protocol/data.ts';
import type { SettingsImportPreview } from '#protocol/settings-file.ts';
import { invoke } from '../api.ts';
import { reportErrors } from './report-error.ts';

export type DataDialog =
  /** `conversationId` null: which ones is chosen in the dialog. */
  | { kind: 'export'; conversationId: string | null }
  | { kind: 'import'; preview: ImportPreview }
  | { kind: 'import-settings'; preview: SettingsImportPreview }
  | { kind: 'restore'; backupName: string }
  | { kind: 'delete-everything' };

export const useDataDialog = create<{ dialog: DataDialog | null }>()(() => ({ dialog: null }));

export function openDataDialog(dialog: DataDialog): void {
  useDataDialog.setState({ dialog });
}

export function closeDataDialog(): void {
  useDataDialog.setState({ dialog: null });
}

/** Asks for files, has them looked through, and shows what is in them. */
export function startImport(): void {
  reportErrors(
    invoke('data.chooseImport').then((preview) => {
      if (preview !== null) openDataDialog({ kind: 'import', preview });
    }),
  );
}
