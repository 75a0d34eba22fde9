import type { McpTool } from '#protocol/mcp.ts';
import { strings } from '../../strings/strings.ts';
import { VisibleText } from '../markdown/visible-text.tsx';
import styles from './tool-switches.module.css';

type ToolSwitchesProps = {
  serverName: string;
  tools: readonly McpTool[];
  /** Names of those that are off. */
  disabled: readonly string[];
  onChange: (disabled: string[]) => void;
};

/** A server's tools, each of which can be kept from agents. Their texts are the server's own words. */
export function ToolSwitches({ serverName, tools, disabled, onChange }: ToolSwitchesProps) {
  return (
    <ul className={styles.tools} aria-label={strings.mcp.toolsOf(serverName)}>
      {tools.map(({ name, title, description, readOnly }) => (
        <li key={name}>
          <label className={styles.tool}>
            <input
              type="checkbox"
              checked={!disabled.includes(name)}
              onChange={(event) => onChange(event.target.checked ? disabled.filter((other) => other !== name) : [...disabled, name])}
            />
            <span className={styles.words}>
              <span className={styles.name}>
                <code>
                  <VisibleText>{name}</VisibleText>
                </code>
                {title !== undefined && title !== name && (
                  <span className={styles.title}>
                    <VisibleText>{title}</VisibleText>
                  </span>
                )}
                {readOnly && <span className={styles.mark}>{strings.mcp.readsOnly}</span>}
              </span>
              {description !== '' && (
                <span className={styles.description}>
                  <VisibleText>{description}</VisibleText>
                </span>
              )}
            </span>
          </label>
        </li>
      ))}
    </ul>
  );
}
