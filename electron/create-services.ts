/** Builds main's services and connects them. No logic here: what refers to each other in a circle meets through closures. */
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import type { Log } from '#platform/log.ts';
import { createRestartPolicy } from '#platform/restart-policy.ts';
import type { ChildWatcher } from '#platform/sidecar-process.ts';
import { AppError } from '#protocol/errors.ts';
import { createGeminiAgent, GEMINI_AGENT_ID } from './agents/gemini/gemini-agent.ts';
import { createGuideAgent } from './agents/guide/guide-agent.ts';
import { type AgentRegistry, createAgentRegistry } from './agents/registry.ts';
import type { AppPaths } from './app-paths.ts';
import { type ApprovalRules, type AskingPlace, createApprovalRules } from './approvals/approval-rules.ts';
import { type ChangesService, createChangesService } from './changes/changes-service.ts';
import type { ChangeFiles } from './changes/worker/change-files.ts';
import { type Approvals, createApprovals } from './chat/approvals.ts';
import { type BridgeManager, createBridgeManager } from './chat/bridge-manager.ts';
import { createBridgeProcess } from './chat/bridge-process.ts';
import { createBridgeSession } from './chat/bridge-session.ts';
import { createChatEvents } from './chat/chat-events.ts';
import { type ChatService, createChatService } from './chat/chat-service.ts';
import { type ConversationService, createConversationService } from './chat/conversation-service.ts';
import { defaultMaxLiveAgents } from './chat/live-agent-cap.ts';
import { createMessageQueues, type MessageQueues } from './chat/message-queue.ts';
import { createSessionControl, type SessionControl } from './chat/session-control.ts';
import { type CodeMapService, createCodeMapService } from './code-map/code-map-service.ts';
import { answerHostCall, CODE_MAP_HOST_TOOLS } from './code-map/host-tools.ts';
import { createWindowRuns, type WindowRuns } from './code-map/window-runs.ts';
import { conversationFolder } from './conversation-folder.ts';
import type { Credentials, KeyStore } from './desktop/credentials.ts';
import type { WindowEvents } from './ipc/window-events.ts';
import { createMcp } from './mcp/create-mcp.ts';
import type { McpService } from './mcp/mcp-service.ts';
import { createWorktreeService, type WorktreeService } from './projects/worktree-service.ts';
import type { Database } from './store/database.ts';
import type { SettingsStore } from './store/settings.ts';

export interface ServiceOptions {
  paths: AppPaths;
  appVersion: string;
  /** Electron's own binary, which runs the bridges as Node. */
  nodeBinary: string;
  database: Database;
  settings: SettingsStore;
  credentials: Credentials;
  keyStore: KeyStore;
  windowEvents: WindowEvents;
  /** Ended with the services. */
  changeFiles: ChangeFiles;
  watcher: ChildWatcher | undefined;
  log: Log;
}

export interface Services {
  agents: AgentRegistry;
  approvals: Approvals;
  approvalRules: ApprovalRules;
  bridges: BridgeManager;
  chat: ChatService;
  queues: MessageQueues;
  changes: ChangesService;
  worktrees: WorktreeService;
  conversations: ConversationService;
  sessions: SessionControl;
  codeMap: CodeMapService;
  codeMapRuns: WindowRuns;
  mcp: McpService;
}

export function createServices(options: ServiceOptions): Services {
  const { paths, database, settings, credentials, windowEvents, log } = options;

  const agents = createAgentRegistry([
    createGeminiAgent({
      nodeBinary: options.nodeBinary,
      bridgeFile: join(paths.bridgeFolder, 'gemini-bridge.js'),
      stateFolder: join(paths.agentStateFolder, 'gemini'),
      credentialEnvironment: () => credentials.bridgeEnvironment(),
      hasCredentials: () => credentials.account() !== null,
    }),
    createGuideAgent({
      nodeBinary: options.nodeBinary,
      bridgeFile: join(paths.bridgeFolder, 'code-guide.js'),
      stateFolder: join(paths.agentStateFolder, 'guide'),
    }),
  ]);

  const placeOf = (conversationId: string): AskingPlace => {
    const { projectFolder, worktree } = database.conversations.get(conversationId);
    const folder = projectFolder ?? conversationFolder(paths.workspacesFolder, conversationId);
    return { conversationId, folder, project: worktree?.projectFolder ?? folder };
  };

  const approvalRules = createApprovalRules({
    store: database.approvalRules,
    onDidChange: (rules) => windowEvents.send('approvalRules.changed', { rules }),
    log: log.child({ scope: 'approval-rules' }),
  });

  const approvals = createApprovals({
    store: database.approvals,
    scopeOf: (approval) => approvalRules.scopeOf(approval, placeOf(approval.conversationId)),
    log: log.child({ scope: 'approvals' }),
  });
  approvals.onDidChange(({ opened, closed }) => {
    windowEvents.send('approvals.changed', { approvals: approvals.list() });
    const conversationId = (opened ?? closed)?.conversationId;
    if (conversationId !== undefined) conversations.announce(conversationId);
  });

  const codeMap = createCodeMapService({
    packageFolder: paths.pythonFolder,
    cacheFolder: paths.codeMapCacheFolder,
    nodeBinary: options.nodeBinary,
    extractorFile: join(paths.bridgeFolder, 'intermap-extractor.js'),
    watcher: options.watcher,
    python: () => settings.get().pythonPath ?? undefined,
    onModeChange(projectFolder, mode, message) {
      log.warn('The code map changed its way of running', { projectFolder, mode, message });
      windowEvents.send('codeMap.modeChanged', { mode, message });
    },
    log: log.child({ scope: 'code-map' }),
  });

  let { pythonPath } = settings.get();
  settings.onDidChange((changed) => {
    if (changed.pythonPath === pythonPath) return;
    pythonPath = changed.pythonPath;
    codeMap.restart();
  });

  const codeMapRuns = createWindowRuns({ codeMap, sendProgress: (progress) => windowEvents.send('codeMap.progress', progress) });

  const changes = createChangesService({
    store: database.fileChanges,
    folder: paths.checkpointsFolder,
    files: options.changeFiles,
    isTurnRunning: (conversationId) => chat.isRunning(conversationId),
    onChange: (conversationId) => windowEvents.send('changes.changed', { conversationId }),
    log: log.child({ scope: 'changes' }),
  });

  const worktrees = createWorktreeService({
    store: database.worktrees,
    folder: paths.worktreesFolder,
    conversation: (conversationId) => conversations.get(conversationId),
    isTurnRunning: (conversationId) => chat.isRunning(conversationId),
    async moveTo(conversationId, projectFolder) {
      database.conversations.update(conversationId, { projectFolder });
      await bridges.retireSession(conversationId);
      conversations.announce(conversationId);
    },
    log: log.child({ scope: 'worktrees' }),
  });

  const bridges: BridgeManager = createBridgeManager({
    maxLiveAgents: () => settings.get().maxLiveAgents ?? defaultMaxLiveAgents(totalmem()),
    createSession: ({ id }) =>
      createBridgeSession({
        conversationId: id,
        createProcess: (agentId, folder) =>
          createBridgeProcess({
            agent: agents.get(agentId),
            folder: folder === null ? ownFolder(paths.workspacesFolder, id) : existingFolder(folder),
            appVersion: options.appVersion,
            watcher: options.watcher,
            log: log.child({ scope: 'bridge', conversationId: id }),
          }),
        restartPolicy: createRestartPolicy(),
        hostTools: (folder) => (folder === null ? [] : CODE_MAP_HOST_TOOLS),
        answerHostCall: (folder, call, signal) => answerHostCall(codeMap, folder, call, signal),
        mcpServers: (agentId, folder) => {
          if (!agents.get(agentId).capabilities.mcpServers) return {};
          // A worktree of the conversation's own is the project in another place.
          return mcp.serversFor(database.conversations.get(id)?.worktree?.projectFolder ?? folder);
        },
        onMcpStates: (states) => mcp.follow(id, states),
        isAllowedByRule: (approval) => approvalRules.allow(approval, placeOf(id)),
        checkpoints: {
          before: ({ messageId, folder, extraFolders, signal }, event) =>
            changes.before({
              conversationId: id,
              messageId,
              folders: [folder ?? ownFolder(paths.workspacesFolder, id), ...extraFolders],
              event,
              signal,
            }),
          after: (checkpointId) => void changes.after(id, checkpointId),
        },
        admit: () => bridges.admit(id),
        defaultModel: (agentId) => agents.get(agentId).defaultModel,
        idleStopMs: () => settings.get().idleStopMinutes * 60_000,
        progressDeadlineMs: () => settings.get().turnDeadlineSeconds * 1000,
        onStateChange: () => {
          conversations.announce(id);
          sessions.announce();
        },
        log: log.child({ scope: 'session', conversationId: id }),
      }),
  });

  const mcp: McpService = createMcp({
    paths,
    nodeBinary: options.nodeBinary,
    keyStore: options.keyStore,
    settings,
    bridges,
    conversations: database.conversations,
    windowEvents,
    watcher: options.watcher,
    log: log.child({ scope: 'mcp' }),
  });

  const sessions = createSessionControl({
    bridges,
    conversations: () => conversations,
    windowEvents,
    stopTurn: (conversationId) => chat.stop(conversationId),
  });

  const events = createChatEvents((conversationId, batch) => windowEvents.send('chat.event', { conversationId, events: batch }));

  const conversations: ConversationService = createConversationService({
    conversations: database.conversations,
    agents,
    bridges,
    approvals,
    settings: () => settings.get(),
    windowEvents,
    turnStartedAt: (conversationId) => chat.turnStartedAt(conversationId),
    stopTurn: (conversationId) => chat.stop(conversationId),
    onUndoDelete: (conversationId) => database.worktrees.setAgreedLoss(conversationId, null),
  });

  const queues: MessageQueues = createMessageQueues({
    store: database.queue,
    isRunning: (conversationId) => chat.isRunning(conversationId),
    send: (message, alongside) => void chat.send({ ...message, alongside }),
    steer: (conversationId, steer) => bridges.steer(conversationId, steer),
    emit: (conversationId, event) => events.emit(conversationId, event),
    log: log.child({ scope: 'queue' }),
  });

  const chat: ChatService = createChatService({
    conversations: database.conversations,
    messages: database.messages,
    draftAttachments: database.draftAttachments,
    conversationService: conversations,
    approvals,
    approvalRules,
    placeOf,
    bridges,
    events,
    queues,
    transaction: (work) => database.transaction(work),
    turnOptions: {
      store: {
        setParts: (messageId, parts) => database.messages.setParts(messageId, parts),
        appendProviderContents: (messageId, agentId, contents) => database.history.appendProviderContents(messageId, agentId, contents),
        restoreMessages: (conversationId, upToMessageId) => database.history.restoreMessages(conversationId, upToMessageId),
        finishMessage: (messageId, outcome) => database.messages.finishMessage(messageId, outcome),
      },
      approvals,
      steering: queues,
      getOrCreateSession: (conversation) => bridges.getOrCreateSession(conversation),
      emit: (conversationId, event) => events.emit(conversationId, event),
      onTurnChanged: (conversationId) => conversations.announce(conversationId),
      onTurnEnded: (conversationId) => void changes.turnEnded(conversationId),
      onApprovalModeChanged: (conversationId, approvalMode) => {
        database.conversations.update(conversationId, { approvalMode });
        conversations.announce(conversationId);
      },
      log: log.child({ scope: 'turn' }),
    },
  });

  credentials.onDidChange(() => {
    windowEvents.send('agents.changed', { agents: agents.describeAll() });
    // A bridge has its account from its environment: the next turn needs one with the new account.
    void bridges.retireAgent(GEMINI_AGENT_ID);
  });
  settings.onDidChange((changed) => windowEvents.send('settings.changed', { settings: changed }));

  return {
    mcp,
    codeMap,
    codeMapRuns,
    agents,
    approvals,
    approvalRules,
    bridges,
    changes,
    worktrees,
    chat,
    queues,
    conversations,
    sessions,
  };
}

/** Without a project an agent gets an empty folder: in the home folder it would reach everything the person has. */
function ownFolder(workspacesFolder: string, conversationId: string): string {
  const folder = conversationFolder(workspacesFolder, conversationId);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

/** A project that was moved or deleted must not make its conversation unreadable: only a turn needs it. */
function existingFolder(folder: string): string {
  if (existsSync(folder) && statSync(folder).isDirectory()) return folder;
  throw new AppError({
    code: 'not-found',
    message: 'The project folder of this conversation is not there any more. Choose where it is now.',
    action: 'choose-folder',
    details: folder,
  });
}
