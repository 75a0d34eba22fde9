import { WrapText } from 'lucide-react';
import { memo, useState } from 'react';
import { IconButton } from '../../components/icon-button.tsx';
import { strings } from '../../strings/strings.ts';
import styles from './code-block.module.css';
import { CodeLines } from './code-lines.tsx';
import { CopyButton } from './copy-button.tsx';

type CodeBlockProps = {
  language: string;
  code: string;
  /** Its end is still being written. */
  isOpen?: boolean;
};

/** A code block: its language, a way to wrap long lines, and a way to copy it. */
export const CodeBlock = memo(function CodeBlock({ language, code, isOpen = false }: CodeBlockProps) {
  const [isWrapped, setIsWrapped] = useState(false);
  return (
    <figure className={styles.block} data-open={isOpen}>
      <figcaption className={styles.bar}>
        <span className={styles.language}>{language === '' ? strings.markdown.plainText : language}</span>
        <IconButton
          size="small"
          tooltipSide="top"
          label={strings.markdown.wrapLines}
          pressed={isWrapped}
          icon={<WrapText size={16} strokeWidth={1.5} aria-hidden />}
          onClick={() => setIsWrapped(!isWrapped)}
        />
        <CopyButton label={strings.markdown.copyCode} text={() => code} />
      </figcaption>
      <CodeLines code={code} language={language} isWrapped={isWrapped} />
    </figure>
  );
});
