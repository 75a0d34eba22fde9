import { Compass, FolderInput, FolderOpen, MessageSquareText, Stethoscope } from 'lucide-react';
import { invoke } from '../../api.ts';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { StartCard } from '../../components/start-card.tsx';
import startPage from '../../components/start-page.module.css';
import { useAgents } from '../../state/agents-store.ts';
import { createConversation } from '../../state/conversation-actions.ts';
import { useConversations } from '../../state/conversations-store.ts';
import { startImport } from '../../state/data-dialog.ts';
import { showError } from '../../state/report-error.ts';
import { useSettings } from '../../state/settings-store.ts';
import { openSettings } from '../../state/window-store.ts';
import { strings } from '../../strings/strings.ts';
import { AccountCard } from '../account/account-card.tsx';
import { CommandKeys } from '../commands/command-keys.tsx';
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
      title={hasConversations ? strings.noConversation.noneOpen : strings.noConversation.startFirst}
      actions={
        <Button variant="primary" onClick={() => void createConversation()}>
          {strings.common.newConversation}
        </Button>
      }
    >
      {hasConversations ? strings.noConversation.chooseOrSearch(<CommandKeys id="search" />) : strings.noConversation.eachHasAgent}
    </EmptyState>
  );
}

/** Asks for a project and begins a conversation about it: from there it is one click to a first answer. */
async function tryOnProject(agentId: string): Promise<void> {
  try {
    const projectFolder = await invoke('desktop.chooseFolder', { title: strings.noConversation.chooseProjectTitle });
    if (projectFolder !== null) await createConversation({ agentId, projectFolder });
  } catch (error) {
    showError(error);
  }
}

/** The first screen: an agent that works at once where there is one, the card that takes a key, and what one may bring along. */
function FirstRun({ readyAgents }: { readyAgents: { id: string; name: string; description: string }[] }) {
  return (
    <div className={startPage.page}>
      <div className={startPage.column}>
        <header>
          <h1 className={startPage.title}>{strings.noConversation.welcome}</h1>
          <p className={styles.text}>{strings.noConversation.welcomeHint}</p>
        </header>
        {readyAgents.map(({ id, name, description }) => (
          <StartCard
            key={id}
            icon={Compass}
            title={name}
            text={description}
            action={
              <Button variant="primary" icon={<FolderOpen aria-hidden />} onClick={() => void tryOnProject(id)}>
                {strings.noConversation.chooseProject}
              </Button>
            }
          />
        ))}
        <AccountCard onSaved={() => void createConversation()} />
        <footer className={styles.more}>
          <Button variant="ghost" icon={<FolderInput aria-hidden />} onClick={startImport}>
            {strings.noConversation.bringAlong}
          </Button>
          <Button variant="ghost" icon={<Stethoscope aria-hidden />} onClick={() => openSettings('doctor')}>
            {strings.noConversation.checkComputer}
          </Button>
        </footer>
      </div>
    </div>
  );
}
