import { SquarePen } from 'lucide-react';
import type { ToolCallPart } from '#protocol/conversation.ts';
import { invoke } from '../../api.ts';
import { Button } from '../../components/button.tsx';
import { useConversations } from '../../state/conversations-store.ts';
import { reportErrors } from '../../state/report-error.ts';
import { strings } from '../../strings/strings.ts';
import { VisibleText } from '../markdown/visible-text.tsx';
import { useChatActions } from './chat-actions.tsx';
import styles from './tool-call-card.module.css';

/** More files than this are a search, not something to open one by one. */
const MAX_FILES = 5;

/** Where a command ran and how it ended, and the files a call is about with a way into the editor. */
export function ToolCallPlace({ part }: { part: ToolCallPart }) {
  const { conversationId } = useChatActions();
  const projectFolder = useConversations((state) => state.byId[conversationId]?.projectFolder ?? null);
  const exitCode = part.result?.exitCode;
  const folder = part.kind === 'execute' ? commandFolder(part, projectFolder) : null;
  const files = part.kind === 'read' || part.kind === 'edit' ? filesIn(part.paths, projectFolder) : [];
  if (folder === null && exitCode === undefined && files.length === 0) return null;
  return (
    <div className={styles.place}>
      {folder !== null && (
        <span>
          {strings.thread.ranIn(
            <code>
              <VisibleText>{folder}</VisibleText>
            </code>,
          )}
        </span>
      )}
      {exitCode !== undefined && <span>{strings.thread.exitCode(exitCode)}</span>}
      {files.map((file) => (
        <Button
          key={file}
          size="small"
          variant="ghost"
          icon={<SquarePen size={14} strokeWidth={1.5} aria-hidden />}
          onClick={() => reportErrors(invoke('desktop.openInEditor', { conversationId, file }))}
        >
          {strings.thread.openInEditor(file)}
        </Button>
      ))}
    </div>
  );
}

function commandFolder({ args }: ToolCallPart, projectFolder: string | null): string | null {
  const inside = args.dir_path;
  if (typeof inside !== 'string' || inside === '' || inside === '.') return projectFolder;
  return projectFolder === null || inside.startsWith('/') ? inside : `${projectFolder}/${inside}`;
}

/** Relative to the project; what lies outside is not opened from here. */
function filesIn(paths: readonly string[], projectFolder: string | null): string[] {
  if (projectFolder === null || paths.length > MAX_FILES) return [];
  const prefix = projectFolder.endsWith('/') ? projectFolder : `${projectFolder}/`;
  return paths.filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length));
}
