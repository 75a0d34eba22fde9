import { FolderOpen, KeyRound } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import startPage from '../../components/start-page.module.css';
import { useAgents } from '../../state/agents-store.ts';
import { folderName, shortPath, useAppInfo } from '../../state/app-info-store.ts';
import { updateConversation } from '../../state/conversation-actions.ts';
import { useSettings } from '../../state/settings-store.ts';
import { strings } from '../../strings/strings.ts';
import { AccountCard } from '../account/account-card.tsx';
import { chooseFolder } from '../conversation-settings/folder-picker.tsx';
import styles from './new-conversation-guide.module.css';
import { PromptList } from './prompt-list.tsx';
import { GUIDE_PROMPTS } from './starting-prompts.tsx';

/** A new conversation with the code guide: what it is, three questions that work at once, and the way to an agent that writes code. */
export function CodeGuideStart({ conversationId, folder }: { conversationId: string; folder: string | null }) {
  const homeFolder = useAppInfo((state) => state.info?.homeFolder);
  return (
    <>
      <h2 className={startPage.title}>
        {folder === null ? strings.newConversation.askCodeGuide : strings.newConversation.whatAbout(folderName(folder))}
      </h2>
      <div className={styles.project}>
        <p className={styles.projectWords}>
          {folder === null
            ? strings.newConversation.codeGuideHint
            : strings.newConversation.codeGuideReads(<code>{shortPath(folder, homeFolder)}</code>)}
        </p>
        <Button
          variant={folder === null ? 'primary' : 'secondary'}
          icon={<FolderOpen aria-hidden />}
          onClick={() => void chooseFolder(conversationId)}
        >
          {folder === null ? strings.common.chooseFolder : strings.newConversation.changeFolder}
        </Button>
      </div>
      {folder !== null && <PromptList conversationId={conversationId} prompts={GUIDE_PROMPTS} />}
      <ConnectOffer conversationId={conversationId} />
    </>
  );
}

/** Offered, not in the way: the card that takes a key opens on demand. Once it is saved, this conversation, still empty, is the new agent's. */
function ConnectOffer({ conversationId }: { conversationId: string }) {
  const [isOpen, setIsOpen] = useState(false);
  const defaultAgentId = useSettings((state) => state.settings.defaultAgentId);
  const agent = useAgents((state) => state.agents.find(({ id }) => id === defaultAgentId));
  if (agent?.missing !== 'credentials') return null;
  if (isOpen) return <AccountCard onSaved={() => void updateConversation(conversationId, { agentId: agent.id, model: null })} />;
  return (
    <div className={styles.offer}>
      <KeyRound aria-hidden />
      <p>{strings.newConversation.ownKeyOffer}</p>
      <Button variant="ghost" onClick={() => setIsOpen(true)}>
        {strings.newConversation.connect(agent.name)}
      </Button>
    </div>
  );
}
