/** Which service answers which channel. No logic here: a line each. */
import { clipboard, shell } from 'electron';
import type { DoctorReport } from '#protocol/doctor.ts';
import { AppError } from '#protocol/errors.ts';
import type { AppInfo, ProcessInfo } from '#protocol/ipc.ts';
import type { AgentRegistry } from '../agents/registry.ts';
import type { ApprovalRules } from '../approvals/approval-rules.ts';
import type { ChangesService } from '../changes/changes-service.ts';
import type { Approvals } from '../chat/approvals.ts';
import { locateAttachment } from '../chat/attachment-places.ts';
import type { ChatService } from '../chat/chat-service.ts';
import type { ConversationService } from '../chat/conversation-service.ts';
import type { MessageQueues } from '../chat/message-queue.ts';
import type { SessionControl } from '../chat/session-control.ts';
import type { WindowRuns } from '../code-map/window-runs.ts';
import { testAccount } from '../desktop/credential-test.ts';
import { type Credentials, withKeptKey } from '../desktop/credentials.ts';
import { assertOpenableExternally } from '../desktop/external-links.ts';
import { askForFolder } from '../desktop/file-dialogs.ts';
import type { LastSave } from '../desktop/last-save.ts';
import { openInEditor } from '../desktop/open-in-editor.ts';
import type { QuickComposer } from '../desktop/quick-composer.ts';
import type { WindowCommands } from '../desktop/window-commands.ts';
import type { McpService } from '../mcp/mcp-service.ts';
import type { Network } from '../network/network.ts';
import type { WorktreeService } from '../projects/worktree-service.ts';
import type { SettingsStore } from '../store/settings.ts';
import type { UsageStore } from '../store/usage.ts';
import type { StoreWorkers } from '../store/worker/store-workers.ts';
import type { UpdateService } from '../updates/update-service.ts';
import { changesHandlers } from './changes-handlers.ts';
import { createDataHandlers, type DataServices, openFolder } from './data-handlers.ts';
import { doctorHandlers } from './doctor-handlers.ts';
import type { InvokeHandlers } from './invoke-handlers.ts';
import { mcpHandlers } from './mcp-handlers.ts';
import { networkHandlers } from './network-handlers.ts';
import { projectsHandlers } from './projects-handlers.ts';
import { queueHandlers } from './queue-handlers.ts';
import { quickComposerHandlers } from './quick-composer-handlers.ts';
import { settingsHandlers } from './settings-handlers.ts';
import { updatesHandlers } from './updates-handlers.ts';

export interface Services {
  appInfo: AppInfo;
  agents: AgentRegistry;
  conversations: ConversationService;
  chat: ChatService;
  queues: MessageQueues;
  search: Pick<StoreWorkers, 'searchMessages' | 'searchFacets'>;
  approvals: Approvals;
  approvalRules: ApprovalRules;
  changes: ChangesService;
  worktrees: WorktreeService;
  credentials: Credentials;
  settings: SettingsStore;
  mcp: McpService;
  usage: UsageStore;
  doctor: () => Promise<DoctorReport>;
  updates: UpdateService;
  lastSave: LastSave;
  data: DataServices;
  windowCommands: WindowCommands;
  network: Network;
  quickComposer: QuickComposer;
  showConversation: (conversationId: string) => void;
  sessions: SessionControl;
  codeMapRuns: WindowRuns;
  listProcesses: () => Promise<ProcessInfo[]>;
  describeApp: () => Promise<string>;
  /** Main's own way into the network; the window's session lets nothing through. */
  fetch: typeof globalThis.fetch;
}

export function createInvokeHandlers(services: Services): InvokeHandlers {
  const { agents, approvals, approvalRules, chat, conversations, credentials, settings } = services;
  return {
    'app.info': () => services.appInfo,
    'app.saved': () => services.lastSave.acknowledge(),
    'app.listening': () => {
      services.updates.windowListens();
      return services.windowCommands.pageListens();
    },
    'agents.list': () => agents.describeAll(),

    'conversations.list': (request) => conversations.list(request),
    'conversations.create': (request) => conversations.create(request),
    'conversations.update': ({ id, patch }) => conversations.update(id, patch),
    'conversations.delete': ({ id }) => conversations.delete(id),
    'conversations.undoDelete': ({ id }) => conversations.undoDelete(id),
    'conversations.setFocused': ({ id }) => conversations.setFocused(id),

    'chat.open': ({ conversationId, limit }) => chat.open(conversationId, limit),
    'chat.earlier': ({ conversationId, beforeMessageId, limit }) => chat.earlier(conversationId, beforeMessageId, limit),
    'chat.openAround': ({ conversationId, messageId, limit }) => chat.openAround(conversationId, messageId, limit),
    'chat.later': ({ conversationId, afterMessageId, limit }) => chat.later(conversationId, afterMessageId, limit),
    'chat.send': (request) => chat.send(request),
    'chat.retry': ({ conversationId, assistantMessageId }) => chat.retry(conversationId, assistantMessageId),
    'chat.toolOutput': ({ conversationId, messageId, callId }) => chat.toolOutput(conversationId, messageId, callId),
    'chat.toolCall': ({ conversationId, messageId, callId }) => chat.toolCall(conversationId, messageId, callId),
    'attachments.locate': ({ conversationId, paths }) => {
      const folders = conversations.get(conversationId);
      return Promise.all(paths.map((path) => locateAttachment(path, folders)));
    },
    ...queueHandlers(services.queues),
    'chat.compress': ({ conversationId }) => chat.compress(conversationId),
    'chat.stop': ({ conversationId }) => chat.stop(conversationId),
    'chat.selectBranch': ({ conversationId, messageId }) => chat.selectBranch(conversationId, messageId),
    'chat.saveDraft': ({ conversationId, text }) => chat.saveDraft(conversationId, text),
    'chat.saveDraftAttachments': ({ conversationId, attachments }) => chat.saveDraftAttachments(conversationId, attachments),

    'search.messages': (request) => services.search.searchMessages(request),
    'search.facets': () => services.search.searchFacets(),

    ...projectsHandlers(conversations, services.worktrees),
    ...changesHandlers(services.changes),

    'approvals.list': () => approvals.list(),
    'approvals.answer': (answer) => chat.answerApproval(answer),
    'approvalRules.list': () => approvalRules.list(),
    'approvalRules.revoke': ({ ruleId }) => approvalRules.revoke(ruleId),
    'approvalRules.undoRevoke': ({ ruleId }) => approvalRules.restore(ruleId),

    'credentials.status': () => credentials.status(),
    'credentials.test': ({ account }) => testAccount(accountToTest(credentials, account), services.fetch),
    'credentials.save': ({ account, keepWithoutKeyStore }) => {
      credentials.save(account, keepWithoutKeyStore);
      return credentials.status();
    },
    'credentials.remove': () => {
      credentials.remove();
      return credentials.status();
    },

    ...doctorHandlers(services.doctor),
    ...updatesHandlers(services.updates),

    'usage.conversation': ({ conversationId }) => services.usage.ofConversation(conversationId, settings.get().modelPrices),

    ...mcpHandlers(services.mcp),

    ...settingsHandlers(settings),

    'desktop.chooseFolder': ({ title }) => askForFolder(title ?? 'Choose a project folder'),
    'desktop.openExternal': async ({ url }) => {
      assertOpenableExternally(url);
      await shell.openExternal(url);
    },
    'desktop.copyText': ({ text }) => clipboard.writeText(text),
    'desktop.showLog': () => openFolder(services.appInfo.logFolder),
    'desktop.openInEditor': ({ conversationId, file, line }) => openInEditor(projectOf(conversations, conversationId), file, line),

    ...networkHandlers(services.network),
    ...quickComposerHandlers(services),

    ...createDataHandlers(services.data),

    'processes.list': () => services.listProcesses(),
    'sessions.stop': ({ conversationId }) => services.sessions.stop(conversationId),
    'sessions.restart': ({ conversationId }) => services.sessions.restart(conversationId),
    'sessions.stopAll': () => services.sessions.stopAll(),
    'sessions.setPaused': ({ paused }) => services.sessions.setPaused(paused),
    'sessions.summary': () => services.sessions.summary(),
    'sessions.log': ({ conversationId }) => services.sessions.log(conversationId),
    'codeMap.run': (request) => services.codeMapRuns.run(projectOf(conversations, request.conversationId), request),
    'codeMap.cancel': ({ conversationId }) => services.codeMapRuns.cancel(conversationId),
    'diagnostics.copy': async () => clipboard.writeText(await services.describeApp()),
  };
}

function projectOf(conversations: ConversationService, conversationId: string): string {
  const { projectFolder } = conversations.get(conversationId);
  if (projectFolder !== null) return projectFolder;
  throw new AppError({
    code: 'conflict',
    message: 'This conversation has no project folder. Choose one to see its code map.',
    action: 'choose-folder',
  });
}

function accountToTest(credentials: Credentials, account: Parameters<Credentials['save']>[0] | undefined) {
  const inUse = credentials.account();
  if (account !== undefined) return withKeptKey(account, inUse);
  if (inUse === null) throw new AppError({ code: 'auth', message: 'There is no key to test yet. Enter one first.' });
  return inUse;
}
