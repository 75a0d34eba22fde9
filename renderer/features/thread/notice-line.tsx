import { History, Info, type LucideIcon, Plug, RefreshCw, Repeat, Shrink, Unplug } from 'lucide-react';
import type { Part } from '#protocol/conversation.ts';
import { Button } from '../../components/button.tsx';
import { openSettings } from '../../state/window-store.ts';
import { strings } from '../../strings/strings.ts';
import styles from './notice-line.module.css';

type NoticePart = Extract<Part, { type: 'notice' }>;

const ICONS: Record<NoticePart['notice'], LucideIcon> = {
  restored: History,
  retried: RefreshCw,
  'context-compressed': Shrink,
  'one-shot': Unplug,
  'loop-detected': Repeat,
  mcp: Plug,
  info: Info,
};

/** Something that happened to the conversation itself: a quiet line across the page. */
export function NoticeLine({ part }: { part: NoticePart }) {
  const Icon = ICONS[part.notice];
  return (
    <p className={styles.notice} data-notice={part.notice}>
      <Icon size={16} strokeWidth={1.5} aria-hidden />
      <span>{strings.fromElsewhere.sentence(part.text)}</span>
      {part.notice === 'mcp' && (
        <Button size="small" variant="ghost" onClick={() => openSettings('mcp')}>
          {strings.settings.mcpServers}
        </Button>
      )}
    </p>
  );
}
