/** The settings as a file: out, and in after a look. */
import { invoke } from '../api.ts';
import { strings } from '../strings/strings.ts';
import { openDataDialog } from './data-dialog.ts';
import { reportErrors } from './report-error.ts';
import { showInfo, showUndo } from './toasts-store.ts';

export function exportSettings(): void {
  reportErrors(
    invoke('settings.export').then((fileName) => {
      if (fileName !== null) showInfo(strings.settings.exported(fileName));
    }),
  );
}

/** Asks for a file, has it looked through, and shows what it would change. */
export function startSettingsImport(): void {
  reportErrors(
    invoke('settings.chooseImport').then((preview) => {
      if (preview !== null) openDataDialog({ kind: 'import-settings', preview });
    }),
  );
}

/** Takes over what was shown, and offers to undo it. */
export function importSettings(count: number): void {
  reportErrors(
    invoke('settings.import').then(() => {
      showUndo(strings.settings.imported(count), () => reportErrors(invoke('settings.undoImport')));
    }),
  );
}
