/** What goes with a prompt beside its words: checked when it comes in, so that sending can't fail for it. */
import type { AttachmentPlace } from '#protocol/attachments.ts';
import type { AttachedPart, FilePart, FolderPart, Part } from '#protocol/conversation.ts';
import { strings } from '../../strings/strings.ts';

export type ImagePart = Extract<Part, { type: 'image' }>;
export type Attachment = { id: string; part: AttachedPart; sizeBytes: number };
/** Why a file was not taken, as the end of a sentence that begins with its name. */
export type Refusal = { name: string; reason: string };

/** What the agent takes. */
export type AttachmentKinds = { images: boolean; files: boolean };

/** The types that models take; the limit keeps a prompt with a few of them below the cap of a frame (8 MiB a line). */
export const IMAGE_TYPES: readonly ImagePart['mimeType'][] = ['image/png', 'image/jpeg', 'image/webp', 'image/gif'];
export const MAX_FILE_BYTES = 5 * 1024 * 1024;
/** A megabyte of text is a quarter of a million tokens: the largest that a model can read beside anything else. */
export const MAX_TEXT_BYTES = 1024 * 1024;
/** All together, so that text and base64 (a third more) still fit into one frame. */
export const MAX_ATTACHED_BYTES = 5.5 * 1024 * 1024;

/** The type a file's first bytes say it has. A name or a declared type can be anything. */
export function sniffImageType(bytes: Uint8Array): ImagePart['mimeType'] | null {
  const starts = (signature: readonly number[], at = 0) => signature.every((byte, index) => bytes[at + index] === byte);
  if (starts([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'image/png';
  if (starts([0xff, 0xd8, 0xff])) return 'image/jpeg';
  if (starts([0x47, 0x49, 0x46, 0x38])) return 'image/gif';
  if (starts([0x52, 0x49, 0x46, 0x46]) && starts([0x57, 0x45, 0x42, 0x50], 8)) return 'image/webp';
  return null;
}

/** A file to attach, and where main says it lies; null: nowhere, e.g. from the clipboard. */
export type IncomingFile = { file: File; place: AttachmentPlace | null };

export type ReadAttachments = {
  attachments: Attachment[];
  /** Paths that the agent opens itself. */
  references: string[];
  refusals: Refusal[];
};

/** Reads files, one after the other. What can't be attached comes back with its reason. */
export async function readAttachments(
  incoming: readonly IncomingFile[],
  alreadyBytes: number,
  kinds: AttachmentKinds = { images: true, files: true },
): Promise<ReadAttachments> {
  const read: ReadAttachments = { attachments: [], references: [], refusals: [] };
  let sizeBytes = alreadyBytes;
  for (const { file, place } of incoming) {
    const name = file.name === '' ? strings.composer.theImage : file.name;
    if (place?.kind === 'missing') read.refusals.push({ name, reason: strings.composer.cantBeRead });
    else if (place?.kind === 'folder') read.attachments.push(folderAttachment(place.folder));
    else {
      const part = await readFile(file, place?.kind === 'reference' ? place.path : null, kinds);
      if ('reference' in part) read.references.push(part.reference);
      else if ('reason' in part) read.refusals.push({ name, reason: part.reason });
      else if (sizeBytes + part.sizeBytes > MAX_ATTACHED_BYTES)
        read.refusals.push({
          name,
          reason: strings.composer.tooLargeTogether(megabytes(MAX_ATTACHED_BYTES)),
        });
      else {
        sizeBytes += part.sizeBytes;
        read.attachments.push({ id: crypto.randomUUID(), ...part });
      }
    }
  }
  return read;
}

/** A folder that lies outside of what the agent reaches: its list of files goes along. */
export function folderAttachment(folder: FolderPart): Attachment {
  return { id: crypto.randomUUID(), part: folder, sizeBytes: JSON.stringify(folder).length };
}

/** What was attached before the window was there. */
export function restoredAttachment(part: AttachedPart): Attachment {
  if (part.type === 'folder') return folderAttachment(part);
  return { id: crypto.randomUUID(), part, sizeBytes: part.type === 'file' ? part.sizeBytes : Math.floor((part.data.length * 3) / 4) };
}

type ReadFile = { part: ImagePart | FilePart; sizeBytes: number } | { reference: string } | { reason: string };

async function readFile(file: File, reference: string | null, kinds: AttachmentKinds): Promise<ReadFile> {
  // A picture is shown to the model; everything else in the project the agent opens itself, as it is by then.
  const head = new Uint8Array(await headOf(file));
  const imageType = sniffImageType(head);
  if (reference !== null && (imageType === null || !kinds.images)) return { reference };
  if (imageType !== null && !kinds.images) return { reason: strings.composer.noImages };
  if (imageType === null && !kinds.files) return { reason: strings.composer.wrongImage };
  if (file.size > MAX_FILE_BYTES) return tooLarge(file.size, MAX_FILE_BYTES);
  const bytes = new Uint8Array(await file.arrayBuffer());
  const named = file.name !== '' && { name: file.name };
  if (imageType !== null) return { part: { type: 'image', mimeType: imageType, data: toBase64(bytes), ...named }, sizeBytes: bytes.length };
  const filePart = { type: 'file' as const, name: file.name || strings.composer.attachedFile, sizeBytes: bytes.length };
  if (new TextDecoder('latin1').decode(head.subarray(0, 5)) === '%PDF-')
    return {
      part: { ...filePart, content: { encoding: 'base64', mimeType: 'application/pdf', data: toBase64(bytes) } },
      sizeBytes: bytes.length,
    };
  const text = decodeText(bytes);
  if (text === null) return { reason: strings.composer.notReadable };
  if (bytes.length > MAX_TEXT_BYTES) return tooLarge(bytes.length, MAX_TEXT_BYTES);
  return { part: { ...filePart, content: { encoding: 'text', text } }, sizeBytes: bytes.length };
}

/** Not even read whole when it is too large: a dropped film would fill the memory. */
async function headOf(file: File): Promise<ArrayBuffer> {
  return file.slice(0, 16).arrayBuffer();
}

/** Null where the bytes are no UTF-8 text. */
function decodeText(bytes: Uint8Array): string | null {
  if (bytes.includes(0)) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // Another encoding, or no text at all: sent as it is it would be garbage.
    return null;
  }
}

function tooLarge(bytes: number, maxBytes: number): { reason: string } {
  return { reason: strings.composer.tooLarge(megabytes(bytes), megabytes(maxBytes)) };
}

function megabytes(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(1).replace('.0', '');
}

function toBase64(bytes: Uint8Array): string {
  let binary = '';
  // In slices: one call with a million arguments overflows the stack.
  for (let start = 0; start < bytes.length; start += 0x8000) binary += String.fromCharCode(...bytes.subarray(start, start + 0x8000));
  return btoa(binary);
}
