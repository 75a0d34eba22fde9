import { ListChecks } from 'lucide-react';
import type { Part } from '#protocol/conversation.ts';
import { DisclosureLine } from './disclosure-line.tsx';
import styles from './message.module.css';
import { ThoughtLine } from './thought-line.tsx';
import { ToolCallCard } from './tool-call-card.tsx';
import { stepsLine } from './turn-folding.ts';

/** What an agent did between two pieces of text, folded into one line. */
export function StepsFold({ steps, messageId }: { steps: readonly { index: number; part: Part }[]; messageId: string }) {
  return (
    <DisclosureLine
      icon={<ListChecks size={16} strokeWidth={1.5} aria-hidden />}
      content={() => (
        <div className={styles.steps}>
          {steps.map(({ index, part }) => (
            <Step key={index} part={part} messageId={messageId} />
          ))}
        </div>
      )}
    >
      {stepsLine(steps.map((step) => step.part))}
    </DisclosureLine>
  );
}

function Step({ part, messageId }: { part: Part; messageId: string }) {
  if (part.type === 'tool-call') return <ToolCallCard part={part} messageId={messageId} />;
  if (part.type === 'thought') return <ThoughtLine part={part} isLive={false} />;
  return null;
}
