/** A text that the person changes before allowing it: how it goes into a text field and comes back, and what there is to say about it. Pure. */
import { visibleRuns } from '#protocol/visible-characters.ts';
import { strings } from '../../strings/strings.ts';

/** The line main accepts holds this much, see `MAX_EDITED_CHARS` in ipc.ts. */
const MAX_CHARS = 1_000_000;

/** The text as a text field holds it, which knows one kind of line end only. */
export function toFieldText(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}

/** Back from the field, with the line ends that the proposal had. */
export function fromFieldText(fieldText: string, proposed: string): string {
  return isAllCrLf(proposed) ? fieldText.replaceAll('\n', '\r\n') : fieldText;
}

/** Why it can't be allowed like this; null when it can. */
export function editProblem(kind: 'content' | 'command', text: string): string | null {
  if (text.length > MAX_CHARS) return strings.approvals.tooLong(MAX_CHARS);
  if (kind === 'command' && text.trim() === '') return strings.approvals.writeCommand;
  if (kind === 'command' && text.includes('\0')) return strings.approvals.nullCharacter;
  return null;
}

/** What a text field can't show and the person should know. */
export function editRemarks(kind: 'content' | 'command', fieldText: string, proposed: string): string[] {
  const hidden = visibleRuns(fieldText).flatMap((run) => (run.type === 'hidden' ? [run.escape] : []));
  const names = [...new Set(hidden)];
  return [
    ...(names.length > 0 ? [strings.approvals.hiddenCharacters(hidden.length, names.slice(0, 5).join(', '))] : []),
    ...(kind === 'content' && /\r/.test(proposed) && !isAllCrLf(proposed) ? [strings.approvals.mixedLineEnds] : []),
    ...(kind === 'content' && fieldText === '' ? [strings.approvals.fileWillBeEmpty] : []),
  ];
}

function isAllCrLf(text: string): boolean {
  return text.includes('\r\n') && !/(?:^|[^\r])\n|\r(?!\n)/.test(text);
}
