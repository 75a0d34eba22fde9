import { FolderOpen } from 'lucide-react';
import type { ApprovalMode } from '#protocol/conversation.ts';
import { Button } from '../../components/button.tsx';
import { useAgent } from '../../state/agents-store.ts';
import { folderName, shortPath, useAppInfo } from '../../state/app-info-store.ts';
import { useConversations } from '../../state/conversations-store.ts';
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
    <div className={styles.guide}>
      <div className={styles.column}>
        {agent?.missing === 'credentials' ? (
          <AccountCard />
        ) : agent?.capabilities.models === false ? (
          <CodeGuideStart conversationId={conversationId} folder={folder} />
        ) : (
          <>
            <h2 className={styles.title}>{folder === null ? 'What are you working on?' : `What shall we do in ${folderName(folder)}?`}</h2>
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
  plan: 'reads there and changes nothing',
  default: 'asks before it changes anything',
  'auto-edit': 'edits files and asks before it runs commands',
  yolo: 'edits and runs everything without asking',
};

function ProjectLine({ conversationId, folder }: { conversationId: string; folder: string | null }) {
  const mode = useConversations((state) => state.byId[conversationId]?.approvalMode ?? 'default');
  const homeFolder = useAppInfo((state) => state.info?.homeFolder);
  return (
    <div className={styles.project}>
      <p className={styles.projectWords}>
        {folder === null ? (
          'Choose a project folder and the agent can read its files, change them and run its commands.'
        ) : (
          <>
            The agent works in <code>{shortPath(folder, homeFolder)}</code> and {MODE_PROMISES[mode]}.
          </>
        )}
      </p>
      <Button icon={<FolderOpen aria-hidden />} onClick={() => void chooseFolder(conversationId)}>
        {folder === null ? 'Choose folder' : 'Change folder'}
      </Button>
    </div>
  );
}
