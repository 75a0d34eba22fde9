import { ImageOff } from 'lucide-react';
import { strings } from '../../strings/strings.ts';
import styles from './image-reference.module.css';
import { inlineImageUrl, openableUrl } from './link-policy.ts';
import { SafeLink } from './safe-link.tsx';
import { VisibleText } from './visible-text.tsx';

/**
 * A picture in untrusted text. Only one that is wholly in the text is shown: fetching another one would tell a stranger that, when and by
 * whom it is read. Instead there is a link to it.
 */
export function ImageReference({ address, alt }: { address: string; alt: string }) {
  const inline = inlineImageUrl(address);
  if (inline !== null) return <img className={styles.image} src={inline} alt={alt} />;
  const url = openableUrl(address);
  const name = alt.trim() === '' ? strings.markdown.image : alt;
  return (
    <span className={styles.chip}>
      <ImageOff size={16} strokeWidth={1.5} aria-hidden />
      {url === null ? (
        <VisibleText>{name}</VisibleText>
      ) : (
        <SafeLink address={url} text={url}>
          <VisibleText>{name}</VisibleText>
          <span className={styles.address}>{url}</span>
        </SafeLink>
      )}
    </span>
  );
}
