/** The English words of the main process: what the desktop shows of the app outside of its window. They are the measure of the other languages. */
import { choosingIn } from '#protocol/plurals.ts';

const choose = choosingIn('en');

export const en = {
  menu: {
    file: '&File',
    conversation: '&Conversation',
    view: '&View',
  },
  /** Items that Electron would name itself, always in English on Linux and Windows; left out here, where its own words are right. */
  roles: {} as Partial<Record<MenuRole, string>>,
  tray: {
    show: 'Show Agent Manager',
    newConversation: 'New conversation',
    quickComposer: 'Quick composer',
    needsYou: 'Needs you',
    working: 'Working',
    agentsRunning: (count: number) => `${count} ${choose(count, { one: 'agent', other: 'agents' })} running`,
    stopAll: 'Stop all agents',
    pause: 'Pause: start no agents',
    quit: 'Quit',
    andMore: (count: number) => `and ${count} more`,
    needYou: (count: number) => `${count} ${choose(count, { one: 'needs you', other: 'need you' })}`,
    countWorking: (count: number) => `${count} working`,
    paused: 'paused',
  },
  notifications: { needsApproval: 'Needs approval', finished: 'Finished', failed: 'Failed', interrupted: 'Interrupted' },
  hotkey: {
    wayland: 'Your desktop runs on Wayland, which keeps keys from programs in the background.',
    taken: 'The system did not give these keys away: another program has them. Choose others.',
    otherWay: 'In your desktop’s settings for shortcuts you can give keys to the command: agent-manager agent-manager://quick',
  },
  closing: {
    question: 'Keep agents running in the tray?',
    detail: 'The window closes, agents go on, and the tray icon brings it back. You can change this in the settings.',
    keep: 'Keep in tray',
    quit: 'Quit',
    cancel: 'Cancel',
  },
  crash: {
    title: 'The window keeps crashing',
    detail: 'Your agents go on and your conversations are stored. You can load the window again or quit; the log says what happened.',
    loadAgain: 'Load again',
    quit: 'Quit',
  },
  files: {
    exportOfAgentManager: 'Agent Manager export',
    htmlPage: 'HTML page',
    chooseToImport: 'Choose files to import',
    lookInside: 'Look inside',
    importable: 'Exports, sessions and databases',
    allFiles: 'All files',
    export: 'Export',
  },
  cantStart: 'Agent Manager can’t start',
  processes: {
    window: 'Window',
    graphics: 'Graphics',
    service: 'Electron service',
    agent: 'Agent',
    codeMap: 'Code map',
    guard: 'Guard',
    process: 'Process',
  },
};

/** Items of the menu that Electron itself carries out. */
export type MenuRole =
  | 'editMenu'
  | 'undo'
  | 'redo'
  | 'cut'
  | 'copy'
  | 'paste'
  | 'selectAll'
  | 'resetZoom'
  | 'zoomIn'
  | 'zoomOut'
  | 'togglefullscreen'
  | 'windowMenu'
  | 'help'
  | 'close'
  | 'minimize'
  | 'quit';

/** What a language must say. */
export type MainStrings = typeof en;
