import { Square, SquareCheck } from 'lucide-react';
import { VisuallyHidden } from '../../components/visually-hidden.tsx';
import { strings } from '../../strings/strings.ts';
import styles from './prose.module.css';

/** The box of a task list item. Not a control: the list belongs to the answer. */
export function TaskMark({ isDone }: { isDone: boolean }) {
  const Icon = isDone ? SquareCheck : Square;
  return (
    <span className={styles.taskMark} data-done={isDone}>
      <Icon size={16} strokeWidth={1.5} aria-hidden />
      <VisuallyHidden>{isDone ? `${strings.markdown.done} ` : `${strings.markdown.toDo} `}</VisuallyHidden>
    </span>
  );
}
