import { FolderPlus } from 'lucide-react';
import { invoke } from '../../api.ts';
import { Button } from '../../components/button.tsx';
import fieldStyles from '../../components/field.module.css';
import { SegmentedControl } from '../../components/segmented-control.tsx';
import { showError } from '../../state/report-error.ts';
import { useSettings } from '../../state/settings-store.ts';
import { strings } from '../../strings/strings.ts';
import { folderName } from './mcp-words.ts';
import styles from './project-choice.module.css';

type ProjectChoiceProps = {
  everywhere: boolean;
  projects: readonly string[];
  error?: string | undefined;
  onChange: (choice: { everywhere: boolean; projects: string[] }) => void;
};

/** Everywhere, or in some projects. */
export function ProjectChoice({ everywhere, projects, error, onChange }: ProjectChoiceProps) {
  const recent = useSettings((state) => state.settings.recentFolders);
  const folders = [...new Set([...projects, ...recent])];
  const addFolder = async () => {
    try {
      const folder = await invoke('desktop.chooseFolder', { title: strings.mcp.inThisProject });
      if (folder !== null) onChange({ everywhere: false, projects: [...new Set([...projects, folder])] });
    } catch (failure) {
      showError(failure);
    }
  };
  return (
    <fieldset className={styles.choice}>
      <legend className={fieldStyles.label}>{strings.mcp.whereUsed}</legend>
      <SegmentedControl
        label={strings.mcp.whereUsed}
        value={everywhere ? 'all' : 'some'}
        options={[
          { value: 'all', label: strings.mcp.allProjects },
          { value: 'some', label: strings.mcp.onlySome },
        ]}
        onChange={(value) => onChange({ everywhere: value === 'all', projects: [...projects] })}
      />
      {!everywhere && (
        <>
          {folders.map((folder) => (
            <label key={folder} className={styles.project}>
              <input
                type="checkbox"
                checked={projects.includes(folder)}
                onChange={(event) =>
                  onChange({
                    everywhere: false,
                    projects: event.target.checked ? [...projects, folder] : projects.filter((other) => other !== folder),
                  })
                }
              />
              <span>{folderName(folder)}</span>
              <span className={styles.path}>{folder}</span>
            </label>
          ))}
          <Button size="small" className={styles.add} icon={<FolderPlus aria-hidden />} onClick={() => void addFolder()}>
            {strings.mcp.anotherFolder}
          </Button>
        </>
      )}
      {error !== undefined && (
        <div className={fieldStyles.error} role="alert">
          {error}
        </div>
      )}
    </fieldset>
  );
}
