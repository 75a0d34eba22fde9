import { invoke } from '../../api.ts';
import { closeDataDialog, useDataDialog } from '../../state/data-dialog.ts';
import { runAsJob } from '../../state/jobs-store.ts';
import { strings } from '../../strings/strings.ts';
import { DeleteEverythingDialog } from './delete-everything-dialog.tsx';
import { ExportDialog } from './export-dialog.tsx';
import { ImportDialog } from './import-dialog.tsx';
import { ImportSettingsDialog } from './import-settings-dialog.tsx';
import { RestoreDialog } from './restore-dialog.tsx';

/** The dialog about the person's data that is open, if one is. */
export function DataDialogs() {
  const dialog = useDataDialog((state) => state.dialog);
  switch (dialog?.kind) {
    case 'export':
      return <ExportDialog conversationId={dialog.conversationId} onClose={closeDataDialog} />;
    case 'import':
      return <ImportDialog preview={dialog.preview} onClose={closeDataDialog} />;
    case 'import-settings':
      return <ImportSettingsDialog preview={dialog.preview} onClose={closeDataDialog} />;
    case 'restore':
      return (
        <RestoreDialog
          backupName={dialog.backupName}
          words={strings.data.restoreWords}
          onRestore={(name) => {
            closeDataDialog();
            runAsJob(invoke('data.restore', { name }));
          }}
          onClose={closeDataDialog}
        />
      );
    case 'delete-everything':
      return <DeleteEverythingDialog onClose={closeDataDialog} />;
    case undefined:
      return null;
  }
}
