import type { ApprovalDetail } from '#protocol/conversation.ts';
import { strings } from '../../strings/strings.ts';
import { ScrollRegion } from '../markdown/scroll-region.tsx';
import { VisibleText } from '../markdown/visible-text.tsx';
import styles from './approval-card.module.css';
import { DiffView } from './diff-view.tsx';

/** Exactly what would happen. Nothing here is shortened, and nothing in it is hidden. */
export function ApprovalDetailView({ detail }: { detail: ApprovalDetail }) {
  switch (detail.type) {
    case 'command':
      return (
        <>
          <Exact label={strings.mcp.command} text={detail.command} />
          {detail.folder !== undefined && (
            <p className={styles.where}>
              {strings.approvals.inFolder(
                <code>
                  <VisibleText>{detail.folder}</VisibleText>
                </code>,
              )}
            </p>
          )}
        </>
      );
    case 'edit':
      return <DiffView diff={detail.diff} />;
    case 'mcp':
      return (
        <>
          <p className={styles.where}>
            {strings.approvals.toolOf(
              <code>
                <VisibleText>{detail.tool}</VisibleText>
              </code>,
              <code>
                <VisibleText>{detail.server}</VisibleText>
              </code>,
            )}
          </p>
          <Exact label={strings.mcp.arguments} text={JSON.stringify(detail.args, null, 2)} />
        </>
      );
    case 'fetch':
      return <Exact label={strings.approvals.addresses} text={detail.urls.join('\n')} />;
    case 'question':
      return (
        <p className={styles.question} data-selectable>
          <VisibleText>{detail.text}</VisibleText>
        </p>
      );
  }
}

function Exact({ label, text }: { label: string; text: string }) {
  return (
    <ScrollRegion className={styles.exact} label={label}>
      <pre dir="ltr">
        <VisibleText>{text}</VisibleText>
      </pre>
    </ScrollRegion>
  );
}
