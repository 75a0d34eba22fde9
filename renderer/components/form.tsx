import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { strings } from '../strings/strings.ts';
import { Button } from './button.tsx';
import styles from './form.module.css';

type FormProps = {
  label?: string;
  onSubmit: () => void;
  children: ReactNode;
};

/** A form that one fills in and sends off: its parts below each other, checked by ourselves. */
export function Form({ label, onSubmit, children }: FormProps) {
  return (
    <form
      className={styles.form}
      noValidate
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {children}
    </form>
  );
}

/** Two fields side by side, where there is room. */
export function FieldPair({ children }: { children: ReactNode }) {
  return <div className={styles.pair}>{children}</div>;
}

type AdvancedFieldsProps = {
  isShown: boolean;
  onToggle: (isShown: boolean) => void;
  children: ReactNode;
};

/** Fields that few need, behind one line. */
export function AdvancedFields({ isShown, onToggle, children }: AdvancedFieldsProps) {
  return (
    <div>
      <Button
        variant="ghost"
        size="small"
        className={styles.disclosure}
        aria-expanded={isShown}
        icon={<ChevronRight className={styles.chevron} aria-hidden />}
        onClick={() => onToggle(!isShown)}
      >
        {strings.account.advanced}
      </Button>
      {isShown && <div className={styles.advanced}>{children}</div>}
    </div>
  );
}
