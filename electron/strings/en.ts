/** The English words of the main process: what the desktop shows of the app outside of its window. They are the measure of the other languages. */
import { choosingIn } from '#protocol/plurals.ts';

const choose = choosingIn('en');

export const en = {
  /** The title of a conversation until its first message gives it one. */
  newConversation: 'New conversation',
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
    chooseMcpFile: 'Choose a configuration file with MCP servers',
    chooseToImport: 'Choose files to import',
    lookInside: 'Look inside',
    importable: 'Exports, sessions and databases',
    allFiles: 'All files',
    export: 'Export',
  },
  agents: {
    gemini: 'Google’s models, with your own API key or Vertex AI.',
    guide: 'Ask how your code hangs together. Works at once: offline, without an account.',
    /** By id; the English ones stand with the models. */
    geminiModels: {} as Partial<Record<string, string>>,
  },
  cantStart: 'Agent Manager can’t start',
  doctor: {
    account: 'Account',
    dataFolder: 'Data folder',
    diskSpace: 'Disk space',
    keyStore: 'Key store',
    trayIcon: 'Tray icon',
    vertexProject: (project: string) => `Vertex AI, project ${project}`,
    geminiKey: 'Gemini API key',
    endingIn: (how: string, end: string) => `${how} ending in ${end}`,
    noKey: 'No key yet',
    noKeyReason: 'Gemini can’t be used. The Code guide works without an account.',
    addKey: 'Add a Gemini API key.',
    notAsked: 'Not asked: there is no key',
    reached: (models: number) => `Reached, ${models} models`,
    keyRefused: 'The key was not accepted',
    notReached: 'Not reached',
    enterOtherKey: 'Enter another key.',
    checkConnection: 'Check the connection, the proxy and the base URL.',
    noProxy: 'None',
    noProxyBySettings: 'None, by your settings',
    proxyFrom: {
      settings: (proxy: string) => `${proxy}, from your settings`,
      environment: (proxy: string) => `${proxy}, from environment variables`,
      system: (proxy: string) => `${proxy}, from the system’s settings`,
    },
    ownCertificates: (count: number) => (count === 1 ? '1 certificate of your own' : `${count} certificates of your own`),
    proxyFix: 'Correct it in Settings › Network.',
    writable: (folder: string) => `${folder} can be written`,
    notWritable: (folder: string) => `${folder} can’t be written`,
    notWritableReason: (reason: string) => `Conversations could not be kept: ${reason}`,
    notWritableFix: 'Give yourself the right to write there, or set AGENT_MANAGER_DATA_DIR to another folder.',
    free: (size: string) => `${size} free`,
    fullReason: 'When the disk is full, turns end because they can’t be kept.',
    fullFix: 'Make room on the disk of the data folder.',
    noPython: 'Not found, or too old',
    noPythonReason: 'Without it there is no code map and no Code guide; conversations work.',
    installPython: 'Install Python 3.9 or later, then run the check again.',
    notFound: 'Not found',
    noGitReason: 'Branches are not shown, and a conversation can’t have a worktree of its own.',
    installGit: 'Install Git, then run the check again.',
    keyStoreThere: 'Available: secrets are kept encrypted',
    notAvailable: 'Not available',
    noKeyStoreReason: 'An API key is kept in a file or in memory, as you choose; secrets of MCP servers are kept until you quit.',
    installKeyRing: 'Install and unlock a key ring (GNOME Keyring or KWallet), then start Agent Manager again.',
    unlockKeyStore: 'Unlock your system’s key store.',
    trayShown: 'Shown by this desktop',
    trayNotShown: 'Not shown by this desktop',
    noTrayReason: 'Closing the window quits, because nothing would be left to open it again.',
    noTrayFix: 'On GNOME, the extension “AppIndicator and KStatusNotifierItem Support” shows tray icons.',
    noAnswer: 'No answer',
    noAnswerReason: (seconds: number) => `The check did not end within ${seconds} s.`,
    notChecked: 'Could not be checked',
  },
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
