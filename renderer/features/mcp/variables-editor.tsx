import { Plus, X } from 'lucide-react';
import { Button } from '../../components/button.tsx';
import fieldStyles from '../../components/field.module.css';
import { IconButton } from '../../components/icon-button.tsx';
import { strings } from '../../strings/strings.ts';
import { emptyVariable, type VariableDraft } from './mcp-draft.ts';
import styles from './variables-editor.module.css';

type VariablesEditorProps = {
  legend: string;
  kind: 'variable' | 'header';
  addLabel: string;
  lines: VariableDraft[];
  error: string | undefined;
  hint: string;
  onChange: (lines: VariableDraft[]) => void;
};

/** What its controls are called, by the line's number from 1. */
const LINE_WORDS = {
  variable: {
    name: strings.mcp.variableName,
    value: strings.mcp.variableValue,
    secret: strings.mcp.variableSecret,
    remove: strings.mcp.removeVariable,
  },
  header: {
    name: strings.mcp.headerName,
    value: strings.mcp.headerValue,
    secret: strings.mcp.headerSecret,
    remove: strings.mcp.removeHeader,
  },
};

const control = `${fieldStyles.control} ${fieldStyles.input}`;

/** Names and values, line by line; the value of a secret is dots, also while it is typed. */
export function VariablesEditor({ legend, kind, addLabel, lines, error, hint, onChange }: VariablesEditorProps) {
  const words = LINE_WORDS[kind];
  const edit = (key: number, change: Partial<VariableDraft>) =>
    onChange(lines.map((line) => (line.key === key ? { ...line, ...change } : line)));
  return (
    <fieldset className={styles.variables}>
      <legend className={fieldStyles.label}>{legend}</legend>
      {lines.map((line, index) => (
        <div key={line.key} className={styles.line}>
          <input
            className={control}
            aria-label={words.name(index + 1)}
            placeholder={kind === 'header' ? 'Authorization' : 'NAME'}
            spellCheck={false}
            value={line.name}
            onChange={(event) => edit(line.key, { name: event.target.value })}
          />
          <input
            className={control}
            aria-label={words.value(index + 1)}
            type={line.secret ? 'password' : 'text'}
            autoComplete="off"
            spellCheck={false}
            placeholder={line.secret && line.isSet ? `••••••••  ${strings.mcp.kept}` : ''}
            value={line.value}
            onChange={(event) => edit(line.key, { value: event.target.value })}
          />
          <label className={styles.secret}>
            <input
              type="checkbox"
              aria-label={words.secret(index + 1)}
              checked={line.secret}
              // A value that is kept can't be shown: it has to be entered anew.
              onChange={(event) => edit(line.key, { secret: event.target.checked, isSet: false })}
            />
            {strings.mcp.secret}
          </label>
          <IconButton
            size="small"
            label={words.remove(index + 1)}
            icon={<X aria-hidden />}
            onClick={() => onChange(lines.filter(({ key }) => key !== line.key))}
          />
        </div>
      ))}
      <Button size="small" className={styles.add} icon={<Plus aria-hidden />} onClick={() => onChange([...lines, emptyVariable()])}>
        {addLabel}
      </Button>
      <div className={error === undefined ? fieldStyles.hint : fieldStyles.error} {...(error !== undefined && { role: 'alert' })}>
        {error ?? hint}
      </div>
    </fieldset>
  );
}
