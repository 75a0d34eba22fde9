import { invoke } from '../../api.ts';
import { reportErrors } from '../../state/report-error.ts';
import { showInfo } from '../../state/toasts-store.ts';
import { strings } from '../../strings/strings.ts';

/** Takes an import back, and says what stays because it was continued since. */
export function undoImport(importId: string, onDone: () => void = () => {}): void {
  reportErrors(
    invoke('data.undoImport', { id: importId }).then(({ deleted, shortened, kept }) => {
      const staying = kept.length === 0 ? '' : ` ${strings.data.stayed(kept.length)}`;
      showInfo(strings.data.importUndone(deleted, shortened) + staying);
      onDone();
    }),
  );
}
