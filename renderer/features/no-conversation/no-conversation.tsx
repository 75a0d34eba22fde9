import { FolderOpen, MessageSquareText, Stethoscope } from 'lucide-react';
import { invoke } from '../../api.ts';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Kbd } from '../../components/kbd.tsx';
import { useAgents } from '../../state/agents-store.ts';
import { createConversation } from '../../state/conversation-actions.ts';
import { useConversations } from '../../state/conversations-store.ts';
import { showError } from '../../state/report-error.ts';
import { useSettings } from '../../state/settings-store.ts';
import { openSettings } from '../../state/window-store.ts';
import { AccountCard } from '../account/account-card.tsx';
import styles from './no-conversation.module.css';

/** What stands in the main pane when no conversation is open: the way to the first one, or to the next. */
export function NoConversation() {
  const hasConversations = useConversations((state) => Object.values(state.byId).some(({ archived }) => !archived));
  const agents = useAgents((state) => state.agents);
  const defaultAgentId = useSettings((state) => state.settings.defaultAgentId);
  const needsAccount = agents.find(({ id }) => id === defaultAgentId)?.missing === 'credentials';

  if (needsAccount && !hasConversations) return <FirstRun readyAgents={agents.filter(({ missing }) => missing === undefined)} />;
  return (
    <EmptyState
      titleAs="h1"
      icon={<MessageSquareText size={24} strokeWidth={1.5} aria-hidden />}
      title={hasConversations ? 'No conversation open' : 'Start your first conversation'}
      actions={
        <Button variant="primary" onClick={() => void createConversation()}>
          New conversation
        </Button>
      }
    >
      {hasConversations ? (
        <>
          Choose one from the list, or press <Kbd shortcut="mod+k" /> to search.
        </>
      ) : (
        'Each conversation has an agent of its own, keeps every word and goes on where it stopped.'
      )}
    </EmptyState>
  );
}

/** Asks for a project and begins a conversation about it: from there it is one click to a first answer. */
async function tryOnProject(agentId: string): Promise<void> {
  try {
    const projectFolder = await invoke('desktop.chooseFolder', { title: 'Choose a project to ask about' });
    if (projectFolder !== null) await createConversation({ agentId, projectFolder });
  } catch (error) {
    showError(error);
  }
}

/** The first screen: an agent that works at once where there is one, then the card that takes a key. */
function FirstRun({ readyAgents }: { readyAgents: { id: string; name: string; description: string }[] }) {
  return (
    <div className={styles.page}>
      <div className={styles.column}>
        <header>
          <h1 className={styles.title}>Welcome to Agent Manager</h1>
          <p className={styles.text}>Many agents side by side. Each keeps its conversation, and none is left running behind your back.</p>
        </header>
        {readyAgents.map(({ id, name, description }) => (
          <section key={id} className={styles.agent} aria-label={name}>
            <div>
              <h2 className={styles.agentName}>{name}</h2>
              <p className={styles.text}>{description}</p>
            </div>
            <Button icon={<FolderOpen aria-hidden />} onClick={() => void tryOnProject(id)}>
              Choose a project…
            </Button>
          </section>
        ))}
        <AccountCard onSaved={() => void createConversation()} />
        <Button variant="ghost" className={styles.check} icon={<Stethoscope aria-hidden />} onClick={() => openSettings('doctor')}>
          Check what this computer has
        </Button>
      </div>
    </div>
  );
}
