import { VisibleText } from '../markdown/visible-text.tsx';
import styles from './inline-code-text.module.css';

/** A line of plain text in which what stands between backticks is code. No other markup. */
export function InlineCodeText({ text }: { text: string }) {
  return text.split(/`([^`]+)`/).map((piece, index) =>
    index % 2 === 0 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no identity but their place.
      <VisibleText key={index}>{piece}</VisibleText>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no identity but their place.
      <code key={index} className={styles.code}>
        <VisibleText>{piece}</VisibleText>
      </code>
    ),
  );
}
