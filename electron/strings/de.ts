import { choosingIn } from '#protocol/plurals.ts';
import type { MainStrings } from './en.ts';

const choose = choosingIn('de');

/** The German words of the main process; docs/decisions/0018 has their register and glossary. */
export const de: MainStrings = {
  menu: {
    file: '&Datei',
    conversation: '&Unterhaltung',
    view: '&Ansicht',
  },
  roles: {
    editMenu: '&Bearbeiten',
    undo: 'Rückgängig',
    redo: 'Wiederholen',
    cut: 'Ausschneiden',
    copy: 'Kopieren',
    paste: 'Einfügen',
    selectAll: 'Alles auswählen',
    resetZoom: 'Originalgröße',
    zoomIn: 'Vergrößern',
    zoomOut: 'Verkleinern',
    togglefullscreen: 'Vollbild',
    windowMenu: '&Fenster',
    help: '&Hilfe',
    close: 'Fenster schließen',
    minimize: 'Minimieren',
    quit: 'Beenden',
  },
  tray: {
    show: 'Agent Manager anzeigen',
    newConversation: 'Neue Unterhaltung',
    quickComposer: 'Schnelleingabe',
    needsYou: 'Wartet auf Sie',
    working: 'Arbeitet',
    agentsRunning: (count) => `${count} ${choose(count, { one: 'Agent', other: 'Agenten' })} aktiv`,
    stopAll: 'Alle Agenten stoppen',
    pause: 'Pausieren: keine Agenten starten',
    quit: 'Beenden',
    andMore: (count) => `und ${count} weitere`,
    needYou: (count) => `${count} ${choose(count, { one: 'wartet auf Sie', other: 'warten auf Sie' })}`,
    countWorking: (count) => `${count} ${choose(count, { one: 'arbeitet', other: 'arbeiten' })}`,
    paused: 'pausiert',
  },
  notifications: {
    needsApproval: 'Wartet auf Freigabe',
    finished: 'Beendet',
    failed: 'Fehlgeschlagen',
    interrupted: 'Unterbrochen',
  },
  hotkey: {
    wayland: 'Ihr Desktop läuft auf Wayland; es gibt Programmen im Hintergrund keine Tasten.',
    taken: 'Das System gibt diese Tasten nicht her: Ein anderes Programm hat sie. Wählen Sie andere.',
    otherWay: 'In den Einstellungen Ihres Desktops können Sie Tasten an diesen Befehl vergeben: agent-manager agent-manager://quick',
  },
  closing: {
    question: 'Agenten im Infobereich weiterlaufen lassen?',
    detail:
      'Das Fenster schließt sich, die Agenten laufen weiter, und das Symbol im Infobereich holt es zurück. Das lässt sich in den Einstellungen ändern.',
    keep: 'Weiterlaufen lassen',
    quit: 'Beenden',
    cancel: 'Abbrechen',
  },
  crash: {
    title: 'Das Fenster stürzt immer wieder ab',
    detail:
      'Die Agenten laufen weiter, und die Unterhaltungen sind gespeichert. Sie können das Fenster neu laden oder die App beenden; das Protokoll sagt, was geschehen ist.',
    loadAgain: 'Neu laden',
    quit: 'Beenden',
  },
  files: {
    exportOfAgentManager: 'Export von Agent Manager',
    htmlPage: 'HTML-Seite',
    chooseToImport: 'Dateien zum Importieren wählen',
    lookInside: 'Durchsehen',
    importable: 'Exporte, Sitzungen und Datenbanken',
    allFiles: 'Alle Dateien',
    export: 'Exportieren',
  },
  cantStart: 'Agent Manager kann nicht starten',
  processes: {
    window: 'Fenster',
    graphics: 'Grafik',
    service: 'Electron-Dienst',
    agent: 'Agent',
    codeMap: 'Codekarte',
    guard: 'Wächter',
    process: 'Prozess',
  },
};
