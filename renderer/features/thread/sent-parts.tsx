import { File, FileText, Folder } from 'lucide-react';
import type { FilePart, FolderPart, UserPart } from '#protocol/conversation.ts';
import { strings } from '../../strings/strings.ts';
import { VisibleText } from '../markdown/visible-text.tsx';
import { DisclosureLine } from './disclosure-line.tsx';
import { formatBytes } from './duration-words.ts';
import { ImageThumbnail } from './image-thumbnail.tsx';
import { LongOutput } from './long-output.tsx';
import styles from './sent-parts.module.css';

/** What goes with the words of a prompt: images as pictures, files and folders as lines that open to what was sent of them. */
export function SentAttachments({ parts }: { parts: readonly UserPart[] }) {
  const images = parts.filter((part) => part.type === 'image');
  const others = parts.filter((part) => part.type === 'file' || part.type === 'folder');
  if (images.length + others.length === 0) return null;
  return (
    <div className={styles.attachments}>
      {images.length > 0 && (
        <div className={styles.images}>
          {images.map((part, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: what was sent never changes.
            <ImageThumbnail key={index} part={part} />
          ))}
        </div>
      )}
      {others.map((part, index) =>
        part.type === 'file' ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: what was sent never changes.
          <SentFile key={index} part={part} />
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: what was sent never changes.
          <SentFolder key={index} part={part} />
        ),
      )}
    </div>
  );
}

function SentFile({ part: { name, sizeBytes, content } }: { part: FilePart }) {
  const aside = <span>{formatBytes(sizeBytes)}</span>;
  if (content.encoding === 'base64')
    return (
      <DisclosureLine look="card" icon={<File size={16} strokeWidth={1.5} aria-hidden />} aside={aside}>
        <VisibleText>{name}</VisibleText>
      </DisclosureLine>
    );
  return (
    <DisclosureLine
      look="card"
      icon={<FileText size={16} strokeWidth={1.5} aria-hidden />}
      aside={aside}
      content={() => (
        <div className={styles.content}>
          <LongOutput text={content.text} />
        </div>
      )}
    >
      <VisibleText>{name}</VisibleText>
    </DisclosureLine>
  );
}

function SentFolder({ part: { path, fileCount, files, hasMore } }: { part: FolderPart }) {
  return (
    <DisclosureLine
      look="card"
      icon={<Folder size={16} strokeWidth={1.5} aria-hidden />}
      aside={<span>{folderCount(fileCount, hasMore)}</span>}
      content={() => (
        <div className={styles.content}>
          <LongOutput text={files.join('\n')} />
        </div>
      )}
    >
      <VisibleText>{path}</VisibleText>
    </DisclosureLine>
  );
}

/** "12 files", or "more than 10,000 files". */
export function folderCount(fileCount: number, hasMore: boolean): string {
  return hasMore ? strings.thread.moreThanFiles(fileCount) : strings.counts.files(fileCount);
}
