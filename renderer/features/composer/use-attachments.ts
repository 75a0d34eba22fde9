import { useMemo, useState, useSyncExternalStore } from 'react';
import type { AttachmentPlace } from '#protocol/attachments.ts';
import type { AttachedPart } from '#protocol/conversation.ts';
import { invoke, pathForFile } from '../../api.ts';
import { showError } from '../../state/report-error.ts';
import { strings } from '../../strings/strings.ts';
import { type Attachment, type AttachmentKinds, folderAttachment, readAttachments, restoredAttachment } from './attachments.ts';
import { attachmentDrafts } from './drafts.ts';

type AttachmentOptions = {
  conversationId: string;
  /** As main has them from an earlier window. */
  stored: readonly AttachedPart[];
  kinds: AttachmentKinds;
  /** Puts the path of something that the agent opens itself into the words. */
  onReference: (path: string) => void;
};

/** What is attached to the prompt being written, and the ways to attach more. */
export function useAttachments({ conversationId, stored, kinds, onReference }: AttachmentOptions) {
  const restored = useMemo(() => stored.map(restoredAttachment), [stored]);
  const current = () => attachmentDrafts.get(conversationId) ?? restored;
  const attachments = useSyncExternalStore(attachmentDrafts.subscribe, current);
  const change = (next: (present: readonly Attachment[]) => readonly Attachment[]) => attachmentDrafts.set(conversationId, next(current()));
  const [notes, setNotes] = useState<readonly string[]>([]);

  const locate = (paths: string[]): Promise<AttachmentPlace[]> =>
    paths.length === 0 ? Promise.resolve([]) : invoke('attachments.locate', { conversationId, paths });

  const attach = async (files: readonly File[]) => {
    try {
      const paths = files.map(pathForFile);
      const places = await locate(paths.filter((path) => path !== ''));
      const incoming = files.map((file, index) => ({ file, place: paths[index] === '' ? null : (places.shift() ?? null) }));
      const alreadyBytes = current().reduce((sum, attachment) => sum + attachment.sizeBytes, 0);
      const read = await readAttachments(incoming, alreadyBytes, kinds);
      change((present) => [...present, ...read.attachments]);
      setNotes(read.refusals.map(({ name, reason }) => `${name} ${reason}.`));
      for (const path of read.references) onReference(path);
    } catch (error) {
      showError(error, () => void attach(files));
    }
  };

  const attachFolder = async () => {
    try {
      const path = await invoke('desktop.chooseFolder', { title: strings.composer.attachFolder });
      if (path === null) return;
      const [place] = await locate([path]);
      if (place?.kind === 'reference') onReference(place.path);
      else if (place?.kind === 'folder') change((present) => [...present, folderAttachment(place.folder)]);
      else setNotes([strings.composer.pathCantBeRead(path)]);
    } catch (error) {
      showError(error, () => void attachFolder());
    }
  };

  return {
    attachments,
    notes,
    attach,
    attachFolder,
    remove: (id: string) => change((present) => present.filter((attachment) => attachment.id !== id)),
    clear: () => {
      attachmentDrafts.set(conversationId, []);
      setNotes([]);
    },
  };
}
