import type { ReactNode } from 'react';
import { strings } from '../../strings/strings.ts';
import { CopyButton } from './copy-button.tsx';
import styles from './markdown-table.module.css';
import { ScrollRegion } from './scroll-region.tsx';

type Cell = { content: ReactNode; text: string };
type MarkdownTableProps = {
  head: readonly Cell[];
  body: readonly (readonly Cell[])[];
  align: readonly ('left' | 'right' | 'center' | null)[];
};

/** A table that scrolls inside itself. Copied as tab-separated values, which spreadsheets and documents take as a table. */
export function MarkdownTable({ head, body, align }: MarkdownTableProps) {
  const copyText = () => [head, ...body].map((row) => row.map((cell) => cell.text.replaceAll(/\s+/g, ' ')).join('\t')).join('\n');
  return (
    <div className={styles.frame}>
      <ScrollRegion className={styles.scroller} label={strings.markdown.table}>
        <table>
          <thead>
            <tr>
              {head.map((cell, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a column has no identity but its place.
                <th key={column} scope="col" data-align={align[column] ?? undefined}>
                  {cell.content}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {body.map((row, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a row has no identity but its place.
              <tr key={index}>
                {row.map((cell, column) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a cell has no identity but its place.
                  <td key={column} data-align={align[column] ?? undefined}>
                    {cell.content}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      <CopyButton className={styles.copy} label={strings.markdown.copyTable} text={copyText} />
    </div>
  );
}
