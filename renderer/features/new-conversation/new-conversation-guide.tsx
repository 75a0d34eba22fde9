import { FolderOpen } from 'lucide-react';
import type { ApprovalMode } from '#protocol/conversation.ts';
import { Button } from '../../components/button.tsx';
import startPage from '../../components/start-page.module.css';
import { useAgent } from '../../state/agents-store.ts';
import { folderName, shortPath, useAppInfo } from '../../state/app-info-store.ts';
import { useConversations } from '../../state/conversations-store.ts';
import { strings } from '../../strings/strings.ts';
import { AccountCard } from '../account/account-card.tsx';
import { chooseFolder } from '../conversation-settings/folder-picker.tsx';
import { CodeGuideStart } from './code-guide-start.tsx';
import styles from './new-conversation-guide.module.css';
import { PromptList } from './prompt-list.tsx';
import { GENERAL_PROMPTS, PROJECT_PROMPTS } from './starting-prompts.tsx';

/** What stands in a conversation that has no message yet: where it works, and three things to try. Without a key: the card that takes one. */
export function NewConversationGuide({ conversationId }: { conversationId: string }) {
  const folder = useConversations((state) => state.byId[conversationId]?.projectFolder ?? null);
  const agent = useAgent(useConversations((state) => state.byId[conversationId]?.agentId));
  return (
    <div className={startPage.page}>
      <div className={startPage.column}>
        {agent?.missing === 'credentials' ? (
          <AccountCard />
        ) : agent?.capabilities.models === false ? (
          <CodeGuideStart conversationId={conversationId} folder={folder} />
        ) : (
          <>
            <h2 className={startPage.title}>
              {folder === null ? strings.newConversation.whatWork : strings.newConversation.whatIn(folderName(folder))}
            </h2>
            <ProjectLine conversationId={conversationId} folder={folder} />
            <PromptList conversationId={conversationId} prompts={folder === null ? GENERAL_PROMPTS : PROJECT_PROMPTS} />
          </>
        )}
      </div>
    </div>
  );
}

/** What follows "It works in <folder>", true for each mode. */
const MODE_PROMISES: Record<ApprovalMode, string> = {
  plan: strings.newConversation.promisePlan,
  default: strings.newConversation.promiseDefault,
  'auto-edit': strings.newConversation.promiseAutoEdit,
  yolo: strings.newConversation.promiseYolo,
};

function ProjectLine({ conversationId, folder }: { conversationId: string; folder: string | null }) {
  const mode = useConversations((state) => state.byId[conversationId]?.approvalMode ?? 'default');
  const homeFolder = useAppInfo((state) => state.info?.homeFolder);
  return (
    <div className={styles.project}>
      <p className={styles.projectWords}>
        {folder === null
          ? strings.newConversation.chooseProjectHint
          : strings.newConversation.worksIn(<code>{shortPath(folder, homeFolder)}</code>, MODE_PROMISES[mode])}
      </p>
      <Button icon={<FolderOpen aria-hidden />} onClick={() => void chooseFolder(conversationId)}>
        {folder === null ? strings.common.chooseFolder : strings.newConversation.changeFolder}
      </Button>
    </div>
  );
}
