import type { MouseEvent, ReactNode } from 'react';
import { withVisibleCharacters } from '#protocol/visible-characters.ts';
import { invoke } from '../../api.ts';
import { Tooltip } from '../../components/tooltip.tsx';
import { strings } from '../../strings/strings.ts';
import { misleadingHost, openableUrl } from './link-policy.ts';
import styles from './safe-link.module.css';

/** A link of untrusted text. It opens in the person's browser, shows where it leads, and is plain text where it may not be opened. */
export function SafeLink({ address, text, children }: { address: string; text: string; children: ReactNode }) {
  const url = openableUrl(address);
  if (url === null) {
    return (
      <span className={styles.refused} title={strings.markdown.notOpened(withVisibleCharacters(address).slice(0, 200))}>
        {children}
      </span>
    );
  }
  const open = (event: MouseEvent) => {
    event.preventDefault();
    // Main refuses other schemes once more, and says so in its log; there is nothing to add here.
    void invoke('desktop.openExternal', { url }).catch(() => undefined);
  };
  const host = misleadingHost(text, url);
  return (
    <>
      <Tooltip content={<span className={styles.address}>{withVisibleCharacters(url)}</span>} side="top">
        <a className={styles.link} href={url} rel="noreferrer" draggable={false} onClick={open} onAuxClick={open}>
          {children}
        </a>
      </Tooltip>
      {host !== null && <span className={styles.host}> ({host})</span>}
    </>
  );
}
