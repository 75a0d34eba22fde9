import { memo } from 'react';
import type { ToolCallApproval, ToolCallPart } from '#protocol/conversation.ts';
import { invoke } from '../../api.ts';
import { strings } from '../../strings/strings.ts';
import { DiffView } from '../approvals/diff-view.tsx';
import { VisibleText } from '../markdown/visible-text.tsx';
import { useChatActions } from './chat-actions.tsx';
import { DisclosureLine } from './disclosure-line.tsx';
import { formatDuration, formatElapsed } from './duration-words.ts';
import { InlineCodeText } from './inline-code-text.tsx';
import { LongOutput } from './long-output.tsx';
import styles from './tool-call-card.module.css';
import { ToolCallPlace } from './tool-call-place.tsx';
import { ToolIcon } from './tool-icons.tsx';
import { ToolState } from './tool-state.tsx';
import { useNow } from './use-now.ts';
import { WholeToolCall } from './whole-tool-call.tsx';

type ToolCallCardProps = { part: ToolCallPart; messageId: string };

/** A tool call: one line with what, where and how it went, that opens to its arguments, output and diff. */
export const ToolCallCard = memo(function ToolCallCard({ part, messageId }: ToolCallCardProps) {
  const isRunning = part.state === 'running';
  return (
    <DisclosureLine
      look="card"
      icon={<ToolIcon kind={part.kind} />}
      content={() => <ToolCallDetails part={part} messageId={messageId} />}
      aside={
        <>
          {part.durationMs !== undefined && part.durationMs >= 50 && <span>{formatDuration(part.durationMs)}</span>}
          {isRunning && part.startedAt !== undefined && <RunningTime startedAt={part.startedAt} />}
          {part.result?.exitCode !== undefined && part.result.exitCode !== 0 && <span>{strings.thread.exit(part.result.exitCode)}</span>}
          {part.approval !== undefined && <HowAllowed approval={part.approval} />}
          <ToolState state={part.state} />
        </>
      }
    >
      <InlineCodeText text={strings.fromElsewhere.toolTitle(part.title)} />
    </DisclosureLine>
  );
});

/** That a call does what the person wrote, or was not asked about, must not need a look inside. */
function HowAllowed({ approval }: { approval: ToolCallApproval }) {
  if (approval.by === 'rule') return <span title={strings.thread.allowedByRuleHint}>{strings.thread.allowedByRule}</span>;
  return approval.edited && <span title={strings.thread.editedByYouHint}>{strings.thread.editedByYou}</span>;
}

function RunningTime({ startedAt }: { startedAt: number }) {
  const elapsedMs = useNow(true) - startedAt;
  return elapsedMs < 2000 ? null : <span>{formatElapsed(elapsedMs)}</span>;
}

function ToolCallDetails({ part, messageId }: ToolCallCardProps) {
  const { conversationId } = useChatActions();
  const { result, callId } = part;
  const output = result?.output ?? '';
  const isRunning = part.state === 'running';
  const loadWhole = () => invoke('chat.toolOutput', { conversationId, messageId, callId });
  return (
    <div className={styles.details}>
      <WholeToolCall part={part} messageId={messageId}>
        {(whole) => (whole.result?.diff !== undefined ? <DiffView diff={whole.result.diff} /> : <Arguments args={whole.args} />)}
      </WholeToolCall>
      <ToolCallPlace part={part} />
      {(output !== '' || isRunning) && (
        <div>
          <h4 className={styles.label}>{strings.thread.output}</h4>
          {output === '' ? (
            <p className={styles.quiet}>{strings.thread.nothingYet}</p>
          ) : (
            <LongOutput text={output} omitted={result?.omitted} loadWhole={loadWhole} isLive={isRunning} />
          )}
        </div>
      )}
      {result?.error !== undefined && (
        <div>
          <h4 className={styles.label}>{strings.thread.error}</h4>
          <LongOutput text={result.error} />
        </div>
      )}
    </div>
  );
}

function Arguments({ args }: { args: ToolCallPart['args'] }) {
  const entries = Object.entries(args);
  if (entries.length === 0) return null;
  return (
    <dl className={styles.arguments}>
      {entries.map(([name, value]) => (
        <div key={name} className={styles.argument}>
          <dt>
            <VisibleText>{name}</VisibleText>
          </dt>
          <dd data-selectable>
            <VisibleText>{typeof value === 'string' ? value : JSON.stringify(value, null, 2)}</VisibleText>
          </dd>
        </div>
      ))}
    </dl>
  );
}
