import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { type ErrorInfo, toErrorInfo } from '#protocol/errors.ts';
import { invoke, listen } from '../../api.ts';
import { Kbd } from '../../components/kbd.tsx';
import { Select } from '../../components/select.tsx';
import { useAgents } from '../../state/agents-store.ts';
import { folderName } from '../../state/app-info-store.ts';
import { useSettings } from '../../state/settings-store.ts';
import { strings } from '../../strings/strings.ts';
import { composerKeyAction } from '../composer/composer-keys.ts';
import { rememberFolder } from '../conversation-settings/folder-picker.tsx';
import styles from './quick-composer.module.css';
import { startingAgent } from './starting-agent.ts';

/** Stands for null. */
const NO_PROJECT = '';
/** No folder is called so: a path can't hold this character. */
const CHOOSE_FOLDER = '\0choose';

/** Words, a project and an agent: Enter sends them into a new conversation, Escape puts the window away with what is typed still in it. */
export function QuickComposer() {
  const agents = useAgents((state) => state.agents);
  const defaultAgentId = useSettings((state) => state.settings.defaultAgentId);
  const recentFolders = useSettings((state) => state.settings.recentFolders);
  const [text, setText] = useState('');
  const [chosenFolder, setChosenFolder] = useState<string | null | undefined>(undefined);
  const [chosenAgentId, setChosenAgentId] = useState<string | null>(null);
  const [isSending, setIsSending] = useState(false);
  const [error, setError] = useState<ErrorInfo | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  // Most questions are about the project one was in last.
  const folder = chosenFolder === undefined ? (recentFolders[0] ?? null) : chosenFolder;
  const agent = startingAgent(agents, chosenAgentId ?? defaultAgentId);

  useEffect(() => {
    field.current?.focus();
    return listen('quickComposer.shown', () => field.current?.focus());
  }, []);

  const run = async (work: () => Promise<void>) => {
    setError(null);
    try {
      await work();
    } catch (failure) {
      setError(toErrorInfo(failure));
    }
  };

  const send = async (open: boolean) => {
    if (text.trim() === '' || agent === undefined || isSending) return;
    setIsSending(true);
    await run(async () => {
      await invoke('quickComposer.send', { text, agentId: agent.id, projectFolder: folder, open });
      setText('');
      setChosenFolder(undefined);
      setChosenAgentId(null);
    });
    setIsSending(false);
  };

  const chooseFolder = () =>
    run(async () => {
      const next = await invoke('desktop.chooseFolder', { title: strings.quickComposer.chooseProject });
      if (next === null) return;
      rememberFolder(next);
      setChosenFolder(next);
      field.current?.focus();
    });

  const onKeyDown = (event: KeyboardEvent) => {
    const action = composerKeyAction(event.nativeEvent);
    // Enter on a list opens it.
    if (action === 'escape') void run(() => invoke('quickComposer.hide'));
    else if ((action === 'send' && event.target === field.current) || action === 'send-now') void send(action === 'send-now');
    else return;
    event.preventDefault();
  };

  const folders = [...new Set([...(folder === null ? [] : [folder]), ...recentFolders])];
  return (
    <main className={styles.window} onKeyDown={onKeyDown}>
      <h1 className={styles.title}>{strings.common.newConversation}</h1>
      <textarea
        ref={field}
        className={styles.field}
        aria-label={strings.quickComposer.message}
        placeholder={agent === undefined ? strings.quickComposer.noAgent : strings.quickComposer.ask(agent.name)}
        maxLength={1_000_000}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <div className={styles.choices}>
        <Select
          label={strings.commands.project}
          hideLabel
          value={folder ?? NO_PROJECT}
          options={[
            ...folders.map((path) => ({ value: path, label: folderName(path) })),
            { value: NO_PROJECT, label: strings.quickComposer.noProject },
            { value: CHOOSE_FOLDER, label: strings.settings.chooseFolder },
          ]}
          onChange={(next) => (next === CHOOSE_FOLDER ? void chooseFolder() : setChosenFolder(next === NO_PROJECT ? null : next))}
        />
        <Select
          label={strings.quickComposer.agent}
          hideLabel
          value={agent?.id ?? ''}
          options={agents.map(({ id, name, missing }) => ({
            value: id,
            label: missing === undefined ? name : strings.quickComposer.needsKey(name),
            disabled: missing !== undefined,
          }))}
          onChange={setChosenAgentId}
        />
      </div>
      <footer className={styles.foot}>
        {error !== null ? (
          <p className={styles.error} role="alert">
            {error.message}
          </p>
        ) : (
          <p className={styles.keys}>
            <span>
              <Kbd shortcut="enter" /> {strings.quickComposer.send}
            </span>
            <span>
              <Kbd shortcut="mod+enter" /> {strings.quickComposer.sendAndShow}
            </span>
            <span>
              <Kbd shortcut="escape" /> {strings.quickComposer.putAway}
            </span>
          </p>
        )}
      </footer>
    </main>
  );
}
