import type { Strings } from '../en.ts';
import { formatNumber } from '../format.ts';
import { counted, counts } from './counts.ts';

export const worktree: Strings['worktree'] = {
  worksInOwn: 'Arbeitet jetzt im eigenen Worktree.',
  workInNew: 'In neuem Worktree arbeiten',
  workInNewHint:
    'Der Agent erhält eine eigene Kopie des Projekts auf einem eigenen Branch, sodass mehrere nebeneinander daran arbeiten können. Git führt zusammen, was sie committen.',
  checkingOut: 'Die Dateien werden ausgecheckt',
  make: 'Worktree anlegen',
  branchName: 'Name des Branches',
  thisHoldsWork: 'Dieser Worktree enthält Arbeit',
  conversationsHoldsWork: 'Der Worktree dieser Unterhaltung enthält Arbeit',
  where: (branch: string, folder: string) => `Auf dem Branch ${branch}, in ${folder}`,
  ignored: 'Dateien, die git ignoriert',
  deleteAll: 'All das löschen',
  deleteFilesKeepBranch: 'Dateien löschen, Branch behalten',
  keepBranch: 'Branch behalten',
  keepWorktree: 'Worktree behalten',
  deleteBoth: 'Beides löschen',
  deleteConversationOnly: 'Unterhaltung löschen, Worktree behalten',
  removedBranchStays: (branch: string) => `Worktree entfernt; der Branch ${branch} bleibt`,
  removed: 'Worktree entfernt',
  isKept: 'Der Worktree wird behalten: Einstellungen, Daten führt ihn auf',
  keptTitle: 'Behaltene Worktrees',
  keptHint: 'Ihre Unterhaltungen sind gelöscht, doch sie enthalten Arbeit, die es sonst nirgends gibt.',
  continue: 'Fortsetzen',
  continueNamed: (branch: string) => `${branch} in einer neuen Unterhaltung fortsetzen`,
  continues: (branch: string) => `Arbeitet auf ${branch} weiter, wo die gelöschte Unterhaltung aufhörte.`,
  remove: 'Entfernen …',
  removeNamed: (branch: string) => `Den Worktree ${branch} entfernen`,
  uncommitted: (count: number) => `${counts.files(count)} mit Änderungen, die in keinem Commit stehen`,
  commits: (count: number) => `${counted(count, { one: 'Commit', other: 'Commits' })} in keinem anderen Branch`,
  andMore: (count: number) => `und ${formatNumber(count)} weitere`,
};
