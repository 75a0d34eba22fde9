import { useEffect, useState } from 'react';
import type { AttachmentPlace } from '#protocol/attachments.ts';
import { invoke, pathForFile } from '../../api.ts';
import { showError } from '../../state/report-error.ts';
import { attachmentDrafts } from './attachment-drafts.ts';
import { type Attachment, type AttachmentKinds, folderAttachment, readAttachments } from './attachments.ts';

type AttachmentOptions = {
  conversationId: string;
  kinds: AttachmentKinds;
  /** Puts the path of something that the agent opens itself into the words. */
  onReference: (path: string) => void;
};

/** What is attached to the prompt being written, and the ways to attach more. */
export function useAttachments({ conversationId, kinds, onReference }: AttachmentOptions) {
  const [attachments, setAttachments] = useState(() => attachmentDrafts.get(conversationId));
  const [notes, setNotes] = useState<readonly string[]>([]);
  useEffect(() => attachmentDrafts.set(conversationId, attachments), [conversationId, attachments]);

  const locate = (paths: string[]): Promise<AttachmentPlace[]> =>
    paths.length === 0 ? Promise.resolve([]) : invoke('attachments.locate', { conversationId, paths });

  const attach = async (files: readonly File[]) => {
    try {
      const paths = files.map(pathForFile);
      const places = await locate(paths.filter((path) => path !== ''));
      const incoming = files.map((file, index) => ({ file, place: paths[index] === '' ? null : (places.shift() ?? null) }));
      const alreadyBytes = attachments.reduce((sum, attachment) => sum + attachment.sizeBytes, 0);
      const read = await readAttachments(incoming, alreadyBytes, kinds);
      setAttachments((present) => [...present, ...read.attachments]);
      setNotes(read.refusals.map(({ name, reason }) => `${name} ${reason}.`));
      for (const path of read.references) onReference(path);
    } catch (error) {
      showError(error, () => void attach(files));
    }
  };

  const attachFolder = async () => {
    try {
      const path = await invoke('desktop.chooseFolder', { title: 'Attach a folder' });
      if (path === null) return;
      const [place] = await locate([path]);
      if (place?.kind === 'reference') onReference(place.path);
      else if (place?.kind === 'folder') setAttachments((present) => [...present, folderAttachment(place.folder)]);
      else setNotes([`${path} is not there or can’t be read.`]);
    } catch (error) {
      showError(error, () => void attachFolder());
    }
  };

  return {
    attachments,
    notes,
    attach,
    attachFolder,
    remove: (id: string) => setAttachments((present: readonly Attachment[]) => present.filter((attachment) => attachment.id !== id)),
    clear: () => {
      setAttachments([]);
      setNotes([]);
    },
  };
}
