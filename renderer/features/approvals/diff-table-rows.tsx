import { memo } from 'react';
import { VisuallyHidden } from '../../components/visually-hidden.tsx';
import { strings } from '../../strings/strings.ts';
import { CodeLine } from '../markdown/code-lines.tsx';
import type { TokenLine } from '../markdown/highlight-protocol.ts';
import type { DiffLine } from './diff-lines.ts';
import type { DiffRow } from './diff-rows.ts';
import styles from './diff-view.module.css';
import type { DiffTokens } from './use-diff-highlighting.ts';

const MARKS = { added: '+', removed: '−', context: ' ' } as const;
const SPOKEN = { added: `${strings.approvals.addedLine} `, removed: `${strings.approvals.removedLine} `, context: '' } as const;

/** One line of a unified diff. */
export const UnifiedRow = memo(function UnifiedRow({ line, tokens }: { line: DiffLine; tokens: DiffTokens }) {
  if (line.type === 'gap' || line.type === 'no-newline') return <NoteRow line={line} />;
  return (
    <tr className={styles[line.type]}>
      <td className={styles.number}>{'oldNumber' in line ? line.oldNumber : ''}</td>
      <td className={styles.number}>{'newNumber' in line ? line.newNumber : ''}</td>
      <td className={styles.mark} aria-hidden>
        {MARKS[line.type]}
      </td>
      <td className={styles.text}>
        {SPOKEN[line.type] !== '' && <VisuallyHidden>{SPOKEN[line.type]}</VisuallyHidden>}
        <CodeLine text={line.text} tokens={'newNumber' in line ? tokens.new(line.newNumber) : tokens.old(line.oldNumber)} />
      </td>
    </tr>
  );
});

/** What was there beside what is there now. */
export const PairedRow = memo(function PairedRow({ row, tokens }: { row: DiffRow; tokens: DiffTokens }) {
  if (row.type === 'note') return <NoteRow line={row.line} />;
  const { old: before, new: after } = row;
  return (
    <tr>
      <Side line={before} number={before?.oldNumber} tokens={before === null ? undefined : tokens.old(before.oldNumber)} />
      <Side line={after} number={after?.newNumber} tokens={after === null ? undefined : tokens.new(after.newNumber)} />
    </tr>
  );
});

type SideProps = {
  line: { type: 'added' | 'removed' | 'context'; text: string } | null;
  number: number | undefined;
  tokens: TokenLine | undefined;
};

function Side({ line, number, tokens }: SideProps) {
  if (line === null)
    return (
      <>
        <td className={styles.number} />
        <td className={styles.absent} />
      </>
    );
  const look = line.type === 'context' ? '' : styles[line.type];
  return (
    <>
      <td className={`${styles.number} ${look}`}>{number}</td>
      <td className={`${styles.text} ${look}`}>
        {SPOKEN[line.type] !== '' && <VisuallyHidden>{SPOKEN[line.type]}</VisuallyHidden>}
        <CodeLine text={line.text} tokens={tokens} />
      </td>
    </>
  );
}

function NoteRow({ line }: { line: Extract<DiffLine, { type: 'gap' | 'no-newline' }> }) {
  return (
    <tr className={styles.gap}>
      <td colSpan={4}>{line.type === 'gap' ? strings.approvals.unchangedLines(line.lines) : strings.approvals.noLineEnd}</td>
    </tr>
  );
}
