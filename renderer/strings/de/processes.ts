import type { ReactNode } from 'react';
import type { Strings } from '../en.ts';
import { formatNumber } from '../format.ts';
import { phrase } from '../phrase.ts';
import { choose, counts } from './counts.ts';

export const processes: Strings['processes'] = {
  allStopped: 'Alle Agenten gestoppt. Jede Unterhaltung geht mit Ihrer nächsten Nachricht weiter.',
  diagnosticsCopied: 'Diagnosedaten kopiert, ohne Ihre Worte und Schlüssel',
  process: 'Prozess',
  memory: 'Speicher',
  state: 'Zustand',
  pid: 'PID',
  uptime: 'Laufzeit',
  restarts: 'Neustarts',
  idleStop: 'Ruhestopp',
  actions: 'Aktionen',
  title: 'Prozesse',
  log: 'Protokoll',
  logOf: (name: string) => `Protokoll von ${name}`,
  openLogFolder: 'Protokollordner öffnen',
  refresh: 'Aktualisieren',
  logCopied: 'Protokoll kopiert',
  copy: 'Kopieren',
  nothingWritten: 'Noch nichts geschrieben',
  showLogOf: (name: string) => `Protokoll von ${name} anzeigen`,
  restartNamed: (name: string) => `${name} neu starten`,
  restart: 'Neu starten',
  stopNamed: (name: string) => `${name} stoppen`,
  stop: 'Stoppen',
  fold: 'Einklappen',
  unfold: 'Ausklappen',
  totals: 'Summen',
  noAgents: 'Keine Agenten aktiv',
  paused: 'Pausiert',
  resume: 'Fortsetzen',
  pauseHint: 'Bis zum Fortsetzen startet kein Agent',
  pause: 'Pausieren',
  stopAll: 'Alle stoppen',
  allAgents: 'Alle Agenten',
  more: 'Mehr',
  copyDiagnostics: 'Diagnosedaten kopieren',
  diagnosticsHint: 'Versionen, Prozesse und das Ende des Protokolls; keine Unterhaltungen, keine Schlüssel',
  nothingWrittenHint: (variable: ReactNode) =>
    phrase`Ein Agent, dem nichts fehlt, hat wenig zu sagen. Was die App mit ihm getan hat, steht im Protokollordner; mit ${variable} gestartet, schreibt die App dort jede Nachricht auf, ohne Ihre Schlüssel.`,
  pidUnit: 'PID',
  upUnit: 'Laufzeit',
  stopsIn: 'stoppt in',
  restartsUnit: (count: number) => choose(count, { one: 'Neustart', other: 'Neustarts' }),
  cpuOver: (seconds: number) =>
    `CPU in ${choose(seconds, { one: 'der letzten Sekunde', other: `den letzten ${formatNumber(seconds)} Sekunden` })}`,
  memoryOver: (seconds: number) =>
    `Speicher in ${choose(seconds, { one: 'der letzten Sekunde', other: `den letzten ${formatNumber(seconds)} Sekunden` })}`,
  agentsRunning: (count: number) => `${counts.agents(count)} aktiv`,
};
