/** Composition root: what starts in which order. Builds the objects and connects them; holds no logic of its own. */
import { flushCompileCache } from 'node:module';
import { homedir } from 'node:os';
import { app, BrowserWindow, dialog, type IpcMainInvokeEvent, powerMonitor, session, shell } from 'electron';
import type { Log } from '#platform/log.ts';
import { redactor } from '#platform/redaction.ts';
import { toErrorInfo } from '#protocol/errors.ts';
import { createAppLog } from './app-log.ts';
import { resolveAppPaths } from './app-paths.ts';
import { createChangeFiles } from './changes/worker/change-files.ts';
import { recoverAfterExit } from './chat/unanswered.ts';
import { createDataBasics, createDataServices, deletionOptions } from './create-data-services.ts';
import { createServices } from './create-services.ts';
import { finishDeletion } from './data/delete-everything.ts';
import type { Jobs } from './data/jobs.ts';
import { obeyRecoveryRequest } from './data/recovery-request.ts';
import { takeRestoreNote } from './data/restore-note.ts';
import { secureSession } from './desktop/content-security.ts';
import { createCredentials } from './desktop/credentials.ts';
import { LINK_SCHEME, linkAmong } from './desktop/deep-links.ts';
import { createDesktopShell } from './desktop/desktop-shell.ts';
import { describeApp } from './desktop/diagnostics.ts';
import { speakAsSet } from './desktop/language.ts';
import { createLastSave } from './desktop/last-save.ts';
import { osKeyStore } from './desktop/os-key-store.ts';
import { isPageAddress } from './desktop/page-address.ts';
import { declarePageScheme, servePage } from './desktop/page-protocol.ts';
import { mainWindow } from './desktop/page-window.ts';
import { followPower } from './desktop/power.ts';
import { createProcessLister } from './desktop/process-list.ts';
import { createQuickComposer } from './desktop/quick-composer.ts';
import { followTheme } from './desktop/theme.ts';
import { createWindowCommands } from './desktop/window-commands.ts';
import { appDoctor } from './doctor/app-doctor.ts';
import { isDoctorCommand, rerunWithoutDisplay, runDoctorCommand } from './doctor/doctor-command.ts';
import { openFolder } from './ipc/data-handlers.ts';
import { type InvokeHandlers, registerInvokeHandlers } from './ipc/invoke-handlers.ts';
import { createInvokeHandlers } from './ipc/invoke-map.ts';
import { createWindowEvents } from './ipc/window-events.ts';
import { claimSingleInstance, installOrderlyQuit } from './lifecycle.ts';
import { createNetwork } from './network/network.ts';
import { networkSessions } from './network/network-sessions.ts';
import { createProxyLogins } from './network/proxy-login.ts';
import { sweepWorkspaces } from './projects/workspaces.ts';
import { openOrRecover } from './recovery/open-or-recover.ts';
import { startAutomaticBackups } from './store/backups/automatic-backups.ts';
import { type Database, openDatabase } from './store/database.ts';
import { startPurging } from './store/purging.ts';
import { createSettingsStore } from './store/settings.ts';
import { startUpkeep } from './store/upkeep.ts';
import { createStoreWorkers, type StoreWorkers } from './store/worker/store-workers.ts';
import { strings } from './strings/strings.ts';
import { startSupervision } from './supervision.ts';
import { giveWayToPreviousVersion, startUpdates } from './updates/app-updates.ts';

/** Of the five seconds that quitting may take, what children that ignore everything may use before they are killed. */
const CHILDREN_DEADLINE_MS = 3_000;

/** After the page has loaded: by then it has asked for all that it shows first. */
const STAND_BY_AFTER_MS = 300;

// As root Electron runs only with --no-sandbox, and both switches together make its network service crash again and again.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
declarePageScheme();
let paths = resolveAppPaths();
// Before the instance lock: it is held per user-data folder, so that a second profile is a second instance.
app.setPath('userData', paths.dataFolder);

/** Until the window can be opened, what asks for it waits: a link may be what starts the app. */
let linkAtStart = linkAmong(process.argv);
let openWindow = (link?: string) => {
  linkAtStart = link ?? linkAtStart;
};
if (isDoctorCommand(process.argv)) {
  rerunWithoutDisplay();
  app.whenReady().then(() => runDoctorCommand(paths, process.argv), reportFailedStart);
} else if (!claimSingleInstance(paths.dataFolder, (args) => openWindow(linkAmong(args)))) {
  app.exit(0);
} else if (!giveWayToPreviousVersion(paths)) {
  // Before anything of the data folder is in use; the folders that every start needs are made again.
  if (finishDeletion(deletionOptions(paths, null))) paths = resolveAppPaths();
  // macOS hands links over like this.
  app.on('open-url', (event, link) => {
    event.preventDefault();
    openWindow(link);
  });
  app.whenReady().then(start).catch(reportFailedStart);
}

async function start(): Promise<void> {
  const { log, file: logFile } = createAppLog(paths.logFolder);
  log.info('Agent Manager starts', { version: app.getVersion(), electron: process.versions.electron, platform: process.platform });

  const supervision = await startSupervision({ ledgerFile: paths.ledgerFile, log });
  const settings = createSettingsStore({ file: paths.settingsFile, log });
  const workers = createStoreWorkers({ workerFile: paths.storeWorkerFile, databaseFile: paths.databaseFile });
  const windowEvents = createWindowEvents(() => BrowserWindow.getAllWindows().map((window) => window.webContents));
  const dataBasics = createDataBasics({ paths, settings, workers, windowEvents });
  const appInfo = {
    version: app.getVersion(),
    platform: process.platform,
    dataFolder: paths.dataFolder,
    logFolder: paths.logFolder,
    homeFolder: homedir(),
  };
  followTheme(settings);
  speakAsSet(settings);
  const network = createNetwork({
    settings,
    environment: process.env,
    sessions: networkSessions(),
    logins: createProxyLogins({ file: paths.proxyLoginFile, keyStore: osKeyStore, registerSecret: (secret) => redactor.addSecret(secret) }),
    log: log.child({ scope: 'network' }),
  });
  network.onDidChange((state) => windowEvents.send('network.changed', state));
  // Not waited for: a system that takes its time would hold up the window, and an agent started meanwhile is started anew.
  network.apply().catch((error: unknown) => log.error('The network settings could not be applied', { error: toErrorInfo(error) }));
  secureSession(session.defaultSession);
  servePage(session.defaultSession, paths.rendererFolder);
  const serve = (handlers: InvokeHandlers) => registerInvokeHandlers({ handlers, isTrustedSender, log: log.child({ scope: 'ipc' }) });

  const database = await openOrRecover({
    ...dataBasics,
    paths,
    workers,
    serve,
    open: () => openForUse(log),
    appInfo: () => appInfo,
    settings: () => settings.get(),
    openFolder: ({ folder }) => openFolder(folder === 'data' ? paths.dataFolder : dataBasics.backupFolder()),
    showLog: () => openFolder(paths.logFolder),
    onWindow: (show) => {
      openWindow = (link) => {
        linkAtStart = link ?? linkAtStart;
        show();
      };
    },
    log,
  });

  const credentials = createCredentials({
    file: paths.credentialsFile,
    keyStore: osKeyStore,
    environment: process.env,
    registerSecret: (secret) => redactor.addSecret(secret),
  });
  const services = createServices({
    paths,
    appVersion: app.getVersion(),
    nodeBinary: process.execPath,
    database,
    settings,
    credentials,
    keyStore: osKeyStore,
    windowEvents,
    changeFiles: createChangeFiles(paths.changeWorkerFile),
    watcher: supervision.children,
    log,
  });

  const purging = startPurging(
    database.conversations,
    async () => {
      await services.changes.sweep();
      await services.worktrees.sweep();
      await sweepWorkspaces({
        folder: paths.workspacesFolder,
        conversationIds: () => database.fileChanges.conversationIds(),
        moveToTrash: (folder) => shell.trashItem(folder),
        log,
      });
    },
    log,
  );

  const upkeep = startUpkeep({ connection: database.connection, moveLogIntoFile: () => workers.moveLogIntoFile(), log });

  const windowCommands = createWindowCommands(windowEvents);
  const lastSave = createLastSave(windowEvents, () => mainWindow() !== undefined);
  const quickComposer = createQuickComposer({
    preloadFile: paths.preloadFile,
    settings,
    windowEvents,
    log: log.child({ scope: 'quick-composer' }),
  });

  const processes = createProcessLister({
    sessions: () => services.bridges.sessions(),
    titleOf: (conversationId) => services.conversations.summary(conversationId).title,
    guardPid: supervision.guardPid,
    codeMaps: () => services.codeMap.sidecars(),
    agentNameOf: (conversationId) => services.agents.get(services.conversations.get(conversationId).agentId).name,
  });

  const automaticBackups = startAutomaticBackups({
    folder: dataBasics.backupFolder,
    copyTo: (file) => workers.copyDatabase(file),
    log: log.child({ scope: 'backups' }),
  });
  const quitting = installOrderlyQuit({
    log,
    async closeEverything() {
      purging.stop();
      upkeep.stop();
      automaticBackups.stop();
      dataBasics.jobs.close();
      workers.close();
      await lastSave.request();
      await Promise.all([services.bridges.closeAll(), services.codeMap.closeAll()]);
      await services.chat.settled();
      await services.changes.close();
      await supervision.close(CHILDREN_DEADLINE_MS);
      database.close();
      log.info('Agent Manager quits');
      logFile.close();
    },
  });

  const updates = startUpdates({
    paths,
    settings,
    windowEvents,
    restart: quitting.restart,
    proxyLogin: network.loginFor,
    log: log.child({ scope: 'updates' }),
  });

  serve(
    createInvokeHandlers({
      ...services,
      search: workers,
      usage: database.usage,
      doctor: appDoctor({ paths, credentials, network, python: () => settings.get().pythonPath ?? undefined }),
      credentials,
      settings,
      lastSave,
      windowCommands,
      updates,
      network,
      quickComposer,
      showConversation(conversationId) {
        openWindow();
        windowCommands.request({ command: 'show-conversation', conversationId });
      },
      appInfo,
      data: createDataServices({
        paths,
        appVersion: app.getVersion(),
        basics: dataBasics,
        database,
        settings,
        workers,
        services,
        automaticBackups: () => automaticBackups,
        restart: quitting.restart,
      }),
      fetch: globalThis.fetch,
      listProcesses: () => processes.list(),
      describeApp: async () =>
        describeApp({
          appInfo,
          settings: settings.get(),
          processes: await processes.list(),
          logFile: logFile.path,
          versions: process.versions,
        }),
    }),
  );
  // An agent has its way to the network from its environment: the next turn needs one with the new way.
  network.onDidChange(() => {
    for (const { id } of services.agents.describeAll()) void services.bridges.retireAgent(id);
  });
  followPower({ power: powerMonitor, checkAgents: () => services.bridges.checkAgents(), log });

  const desktop = createDesktopShell({
    paths,
    services,
    settings,
    windowCommands,
    lastSave,
    quickComposer,
    isQuitting: quitting.isUnderWay,
    log,
  });
  openWindow = (link) => (link === undefined ? desktop.showWindow() : desktop.openLink(link));
  openWindow(linkAtStart);
  // To start a process holds main up for longer than all else of a start, so the window comes first.
  const standBy = () => {
    if (quitting.isUnderWay()) return;
    supervision.standGuard();
    // For the next start. At its end the app leaves without a moment for it.
    flushCompileCache();
    void desktop.showTray();
  };
  mainWindow()?.webContents.once('did-stop-loading', () => setTimeout(standBy, STAND_BY_AFTER_MS));
  // An app that runs from its source would take the installed one's links.
  if (app.isPackaged) app.setAsDefaultProtocolClient(LINK_SCHEME);
  dataBasics.jobs.tellCutOff();
  await tellOfRestore(dataBasics.jobs, workers);
}

/** Throws storage errors with the database closed again. */
function openForUse(log: Log): Database {
  obeyRecoveryRequest(paths.recoveryRequestFile);
  const database = openDatabase({ file: paths.databaseFile, appVersion: app.getVersion(), backupFolder: paths.backupFolder, log });
  try {
    recoverAfterExit(database);
    database.imports.abortUnfinished();
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** When this start follows a restore: how it ended, and the way back. */
async function tellOfRestore(jobs: Jobs, workers: StoreWorkers): Promise<void> {
  const note = takeRestoreNote(paths.restoreNoteFile);
  if (note !== null) jobs.add({ kind: 'restore', ...note, ...(await workers.countAll()) });
}

/** Only the top frame of our own page may ask main for anything. */
function isTrustedSender({ senderFrame, sender }: IpcMainInvokeEvent): boolean {
  return senderFrame !== null && senderFrame === sender.mainFrame && isPageAddress(senderFrame.url);
}

/** Nothing can be shown in a window yet: the person is told in a dialog of the system's, and nothing on disk was changed. */
function reportFailedStart(error: unknown): void {
  const { message, details } = toErrorInfo(error);
  console.error(error);
  dialog.showErrorBox(strings().cantStart, details === undefined ? message : `${message}\n\n${details}`);
  app.exit(1);
}
