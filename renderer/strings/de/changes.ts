import type { ReactNode } from 'react';
import type { Strings } from '../en.ts';
import { formatNumber } from '../format.ts';
import { phrase } from '../phrase.ts';
import { choose, counted, counts } from './counts.ts';

export const changes: Strings['changes'] = {
  readingFile: 'Die Datei wird gelesen',
  notThere: 'nicht vorhanden',
  binaryFile: (before: string, after: string) => `Eine Binärdatei: vorher ${before}, nachher ${after}.`,
  new: 'Neu',
  changed: 'Geändert',
  deleted: 'Gelöscht',
  permissionsChanged: 'Rechte geändert',
  moved: 'Verschoben',
  accepted: 'Angenommen',
  takenBack: 'Zurückgenommen',
  cutOff: 'Die App endete, während die Datei geschrieben wurde; sie kann also Bearbeitungen anderer enthalten.',
  unaccept: 'Annahme zurücknehmen',
  accept: 'Annehmen',
  revertFile: 'Datei zurücknehmen',
  putBack: 'Wiederherstellen',
  turnWithoutWords: 'Ein Durchgang ohne Worte',
  turn: (prompt: string) => `Durchgang: ${prompt}`,
  acceptTurn: 'Durchgang annehmen',
  revertTurn: 'Durchgang zurücknehmen',
  allTakenBack: 'Alles zurückgenommen',
  filesChangedIn: (prompt: string) => `Geänderte Dateien in: ${prompt}`,
  leftAsItIs: (path: string, reason: string) => `${path} blieb, wie es ist. ${reason}`,
  allChangedFiles: 'Alle geänderten Dateien',
  recordedHint:
    'Aufgezeichnet: Dateien des Projekts und hinzugefügter Ordner. Nicht aufgezeichnet: was Befehle in ignorierten Dateien oder anderswo ändern.',
  everythingTakenBack: 'Alles ist zurückgenommen',
  groupChanges: 'Änderungen gruppieren',
  byTurn: 'Nach Durchgang',
  all: 'Alle',
  allChanges: 'Alle Änderungen',
  acceptAll: 'Alle annehmen',
  acceptAllHint: 'Kennzeichnet alles als angesehen; ändert keine Datei',
  revertAll: 'Alle zurücknehmen',
  revertAllHint: 'Macht jede Datei zu dem, was sie vor der Unterhaltung war',
  none: 'Noch keine Änderungen',
  noneHint:
    'Wenn der Agent Dateien bearbeitet oder Befehle ausführt, steht hier Durchgang für Durchgang, was er geändert hat, und lässt sich zurücknehmen.',
  conflictEdited: 'seither von Ihnen oder einem anderen Programm geändert',
  conflictLaterTurn: 'in einem späteren Durchgang erneut geändert',
  conflictCutOff: 'kann Bearbeitungen anderer enthalten: Die App endete, während geschrieben wurde',
  conflictsTitle: 'Einige Dateien wurden seither geändert',
  conflictsHint:
    'Sie sind nicht mehr, wie der Agent sie hinterlassen hat; ein Zurücknehmen würde also auch andere Bearbeitungen entfernen.',
  revertAnyway: 'Trotzdem zurücknehmen',
  mergeHint: 'Andere Bearbeitungen bleiben. Dateien, in denen sich beide überschneiden, bleiben unverändert.',
  merge: 'Nur die Zeilen des Agenten herausnehmen',
  allChangesTakenBack: 'Alle Änderungen zurückgenommen',
  filesChanged: (count: number) => `${counts.files(count)} geändert`,
  reverted: (count: number) => `${counts.files(count)} zurückgenommen`,
  wasPutBack: (count: number) => `${counts.files(count)} wiederhergestellt`,
  andOthers: (count: number) => `Und ${counted(count, { one: 'weitere Datei', other: 'weitere Dateien' })}.`,
  movedFrom: (path: ReactNode) => phrase`Verschoben von ${path}`,
  changedWhile: (commands: ReactNode) =>
    phrase`Geändert, während dies lief: ${commands}. Auch was Sie unterdessen bearbeitet haben, ist darin.`,
  lineCounts: (added: number, removed: number) =>
    `${counted(added, { one: 'Zeile', other: 'Zeilen' })} hinzugefügt, ${formatNumber(removed)} entfernt`,
  cleanFiles: (count: number) =>
    choose(count, {
      one: 'Eine andere Datei ist, wie der Agent sie hinterlassen hat, und wird bei jeder Wahl zurückgenommen.',
      other: `${formatNumber(count)} andere Dateien sind, wie der Agent sie hinterlassen hat, und werden bei jeder Wahl zurückgenommen.`,
    }),
  keep: (count: number) => choose(count, { one: 'Diese Datei behalten', other: 'Diese Dateien behalten' }),
};
