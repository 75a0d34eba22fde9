import type { ReactNode } from 'react';
import type { Strings } from '../en.ts';
import { phrase } from '../phrase.ts';

export const newConversation: Strings['newConversation'] = {
  askCodeGuide: 'Den Code Guide fragen',
  whatAbout: (project: string) => `Was möchten Sie über ${project} wissen?`,
  codeGuideHint: 'Er beantwortet auf diesem Computer und ohne Konto Fragen zu Ihrem Code. Wählen Sie zum Beginnen einen Projektordner.',
  changeFolder: 'Ordner wechseln',
  ownKeyOffer: 'Für einen Agenten, der Code schreibt und ausführt, verwenden Sie einen eigenen Schlüssel.',
  whatWork: 'Woran arbeiten Sie?',
  whatIn: (project: string) => `Was steht in ${project} an?`,
  promisePlan: 'liest dort und ändert nichts',
  promiseDefault: 'fragt vor jeder Änderung',
  promiseAutoEdit: 'bearbeitet Dateien und fragt vor dem Ausführen von Befehlen',
  promiseYolo: 'bearbeitet und führt alles aus, ohne zu fragen',
  chooseProjectHint: 'Wählen Sie einen Projektordner; dann kann der Agent dessen Dateien lesen und ändern und dessen Befehle ausführen.',
  explainProject: 'Dieses Projekt erklären',
  explainProjectHint: 'Was es tut, wie es gebaut ist, wo man zu lesen beginnt',
  explainProjectPrompt:
    'Erkläre dieses Projekt jemandem, der heute dazukommt: was es tut, wie es aufgebaut ist, welche fünf Dateien man zuerst liest und warum, und wie man es baut und testet.',
  findBug: 'Einen wahrscheinlichen Fehler finden',
  findBugHint: 'Ein echtes Problem, mit den Zeilen, die es belegen',
  findBugPrompt:
    'Suche in diesem Projekt einen echten Fehler. Zeige die Zeilen, die ihn belegen, sage, woran man ihn bemerken würde, und schlage die kleinste Korrektur vor. Ändere noch keine Datei.',
  whatChanged: 'Was sich zuletzt geändert hat',
  whatChangedHint: 'Die letzten Commits in klaren Worten, und was unfertig aussieht',
  whatChangedPrompt:
    'Lies die letzten 15 Commits dieses Repositorys und fasse in klaren Worten zusammen, was sich warum geändert hat. Liste danach auf, was unfertig aussieht.',
  mapProject: 'Dieses Projekt kartieren',
  mapProjectHint: 'Seine wichtigsten Dateien und Funktionen, und wo es beginnt',
  /** These three the code guide answers as they stand. */
  mapProjectPrompt: 'Zeig mir eine Übersicht',
  whatUnusedPrompt: 'Was ist hier unbenutzt?',
  whichTestsPrompt: 'Welche Tests soll ich laufen lassen?',
  whatUnused: 'Was ist unbenutzt?',
  whatUnusedHint: 'Funktionen und Klassen, die nichts erreicht',
  whichTests: 'Welche Tests passen zu meinen Änderungen?',
  whichTestsHint: 'Was geändert wurde, was das stören kann, und der Befehl zum Ausführen',
  planWork: 'Eine Arbeit planen',
  planWorkHint: 'Schritte, Risiken und offene Fragen, bevor Code entsteht',
  planWorkPrompt:
    'Hilf mir, eine Arbeit zu planen, bevor ich Code schreibe. Stelle mir bis zu fünf Fragen dazu, eine nach der anderen, und schreibe dann die Schritte, die Risiken und das noch Offene auf.\n\nEs geht um: ',
  writeRegex: 'Einen regulären Ausdruck schreiben',
  writeRegexHint: 'Mit Testfällen, die er annimmt und ablehnt',
  writeRegexPrompt:
    'Schreibe einen regulären Ausdruck, der Daten wie 2026-03-09 erkennt, aber nicht 2026-13-40. Erkläre jeden Teil und gib eine Tabelle mit zehn Testfällen an.',
  explainError: 'Eine Fehlermeldung erklären',
  explainErrorHint: 'Meldung oder Stacktrace dahinter einfügen',
  explainErrorPrompt:
    'Erkläre diesen Fehler: was er bedeutet, seine drei wahrscheinlichsten Ursachen der Reihe nach, und wie man erkennt, welche es ist.\n\n',
  codeGuideReads: (folder: ReactNode) => phrase`Der Code Guide liest ${folder} auf diesem Computer, ohne Konto, und ändert nichts.`,
  worksIn: (folder: ReactNode, promise: string) => phrase`Der Agent arbeitet in ${folder}: Er ${promise}.`,
  connect: (agent: string) => `${agent} verbinden`,
};
