import { FolderOpen, KeyRound } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { useAgents } from '../../state/agents-store.ts';
import { folderName, shortPath, useAppInfo } from '../../state/app-info-store.ts';
import { updateConversation } from '../../state/conversation-actions.ts';
import { useSettings } from '../../state/settings-store.ts';
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
      <h2 className={styles.title}>{folder === null ? 'Ask the code guide' : `What do you want to know about ${folderName(folder)}?`}</h2>
      <div className={styles.project}>
        <p className={styles.projectWords}>
          {folder === null ? (
            'It answers questions about your code on this computer, without an account. Choose a project folder to begin.'
          ) : (
            <>
              The code guide reads <code>{shortPath(folder, homeFolder)}</code> on this computer, without an account, and changes nothing.
            </>
          )}
        </p>
        <Button
          variant={folder === null ? 'primary' : 'secondary'}
          icon={<FolderOpen aria-hidden />}
          onClick={() => void chooseFolder(conversationId)}
        >
          {folder === null ? 'Choose folder' : 'Change folder'}
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
      <p>For an agent that writes and runs code, use a key of your own.</p>
      <Button variant="ghost" onClick={() => setIsOpen(true)}>
        Connect {agent.name}
      </Button>
    </div>
  );
}
