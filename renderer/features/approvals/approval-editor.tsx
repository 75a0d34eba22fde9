import { type KeyboardEvent, useId, useRef, useState } from 'react';
import type { OpenApproval } from '#protocol/ipc.ts';
import { Button } from '../../components/button.tsx';
import { SegmentedControl } from '../../components/segmented-control.tsx';
import { strings } from '../../strings/strings.ts';
import type { ApprovalAnswer } from './approval-card.tsx';
import styles from './approval-editor.module.css';
import { DiffView } from './diff-view.tsx';
import { editProblem, editRemarks, fromFieldText, toFieldText } from './edited-text.ts';

type ApprovalEditorProps = {
  approval: OpenApproval;
  isAnswering: boolean;
  onCancel: () => void;
  onAllow: (answer: ApprovalAnswer) => void;
};

/** The proposed content or command, to be changed before it is allowed. Nothing but its button allows it: every key is the text's own. */
export function ApprovalEditor({ approval, isAnswering, onCancel, onAllow }: ApprovalEditorProps) {
  const { detail } = approval;
  const kind = detail.type === 'edit' ? 'content' : 'command';
  const proposed = detail.type === 'edit' ? detail.diff.newText : detail.type === 'command' ? detail.command : '';
  const [text, setText] = useState(() => toFieldText(proposed));
  const [view, setView] = useState<'edit' | 'changes'>('edit');
  const remarksId = useId();
  const isChanged = text !== toFieldText(proposed);
  const problem = editProblem(kind, text);
  const remarks = editRemarks(kind, text, proposed);
  const edited = isChanged ? fromFieldText(text, proposed) : proposed;

  const allow = () => {
    if (!isChanged) onAllow({ decision: 'allow-once' });
    else onAllow({ decision: 'allow-once', ...(kind === 'content' ? { newContent: edited } : { newCommand: edited }) });
  };
  return (
    <div className={styles.editor}>
      {kind === 'content' && (
        <SegmentedControl
          label={strings.approvals.whatIsShown}
          value={view}
          options={[
            { value: 'edit', label: strings.approvals.newContent },
            { value: 'changes', label: strings.inspector.changes },
          ]}
          onChange={setView}
        />
      )}
      {view === 'changes' && detail.type === 'edit' ? (
        <DiffView diff={{ ...detail.diff, newText: edited }} />
      ) : (
        <TextEditor
          label={kind === 'content' ? strings.approvals.newContent : strings.mcp.command}
          describedBy={remarksId}
          isInvalid={problem !== null}
          text={text}
          onChange={setText}
          onCancel={onCancel}
        />
      )}
      <p id={remarksId} className={problem === null ? styles.remarks : styles.problem} role="status">
        {problem ??
          (remarks.length > 0 ? remarks.join(' · ') : isChanged ? strings.approvals.changedByYou : strings.approvals.notChangedYet)}
      </p>
      <div className={styles.answers}>
        <Button variant="primary" disabled={isAnswering || problem !== null} onClick={allow}>
          {isChanged ? strings.approvals.allowAsEdited : strings.shortcuts.allowOnce}
        </Button>
        <Button disabled={isAnswering} onClick={onCancel}>
          {strings.approvals.discardChanges}
        </Button>
      </div>
    </div>
  );
}

type TextEditorProps = {
  label: string;
  describedBy: string;
  isInvalid: boolean;
  text: string;
  onChange: (text: string) => void;
  onCancel: () => void;
};

/** A field for code with the numbers of its lines. Tab indents; Escape steps back. */
function TextEditor({ label, describedBy, isInvalid, text, onChange, onCancel }: TextEditorProps) {
  const numbers = useRef<HTMLDivElement>(null);
  const lineCount = text.split('\n').length;
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      onCancel();
    } else if (event.key === 'Tab' && !event.shiftKey && !event.ctrlKey && !event.altKey && !event.metaKey) {
      event.preventDefault();
      // As typed text, so that the field's own undo knows it.
      document.execCommand('insertText', false, '\t');
    }
  };
  return (
    <div className={styles.field}>
      <div ref={numbers} className={styles.numbers} aria-hidden>
        {Array.from({ length: lineCount }, (_, index) => index + 1).join('\n')}
      </div>
      <textarea
        className={styles.text}
        aria-label={label}
        aria-describedby={describedBy}
        aria-invalid={isInvalid}
        // biome-ignore lint/a11y/noAutofocus: the person has just asked to edit.
        autoFocus
        rows={Math.min(16, Math.max(3, lineCount))}
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        dir="ltr"
        wrap="off"
        value={text}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={onKeyDown}
        onScroll={(event) => {
          if (numbers.current !== null) numbers.current.scrollTop = event.currentTarget.scrollTop;
        }}
      />
    </div>
  );
}
