import type { Strings } from '../en.ts';

export const inspector: Strings['inspector'] = {
  inspector: 'Inspektor',
  changes: 'Änderungen',
  codeMap: 'Codekarte',
  approvals: 'Freigaben',
  processes: 'Prozesse',
  closeInspector: 'Inspektor schließen',
};
