import { strings } from '../../strings/strings.ts';
import { CopyButton } from '../markdown/copy-button.tsx';
import styles from './side-panel.module.css';

/** Commands that run the tests in question, each to copy. */
export function TestCommands({ commands }: { commands: readonly string[] }) {
  return commands.map((command) => (
    <div key={command} className={styles.command}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard. */}
      <code data-selectable tabIndex={0}>
        {command}
      </code>
      <CopyButton label={strings.codeMap.copyTestCommand} text={() => command} />
    </div>
  ));
}
