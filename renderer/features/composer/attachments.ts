/** Images that go with a prompt: checked when they come in, so that sending can't fail for them. */
import type { Part } from '#protocol/conversation.ts';

export type ImagePart = Extract<Part, { type: 'image' }>;
export type Attachment = { id: string; part: ImagePart; sizeBytes: number };
/** Why a file was not taken, as a sentence. */
export type Refusal = { name: string; reason: string };

/** The types that models take; the limit keeps a prompt with a few of them below the cap of a frame (8 MiB a line). */
export const IMAGE_TYPES: readonly ImagePart['mimeType'][] = ['image/png', 'image/jpeg', 'image/webp', 'image/gif'];
export const MAX_IMAGE_BYTES = 5 * 1024 * 1024;
/** All together, so that text and base64 (a third more) still fit into one frame. */
export const MAX_IMAGES_BYTES = 5.5 * 1024 * 1024;

/** The type a file's first bytes say it has. A name or a declared type can be anything. */
export function sniffImageType(bytes: Uint8Array): ImagePart['mimeType'] | null {
  const starts = (signature: readonly number[], at = 0) => signature.every((byte, index) => bytes[at + index] === byte);
  if (starts([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'image/png';
  if (starts([0xff, 0xd8, 0xff])) return 'image/jpeg';
  if (starts([0x47, 0x49, 0x46, 0x38])) return 'image/gif';
  if (starts([0x52, 0x49, 0x46, 0x46]) && starts([0x57, 0x45, 0x42, 0x50], 8)) return 'image/webp';
  return null;
}

/** Why a file of this size and content can't be attached; null when it can. */
export function refuseImage(bytes: Uint8Array, alreadyBytes: number): string | null {
  if (sniffImageType(bytes) === null) return 'is not a PNG, JPEG, WebP or GIF image';
  if (bytes.length > MAX_IMAGE_BYTES) return `is ${megabytes(bytes.length)} MB; up to ${megabytes(MAX_IMAGE_BYTES)} MB can be sent`;
  if (alreadyBytes + bytes.length > MAX_IMAGES_BYTES)
    return `makes the message too large; images may have ${megabytes(MAX_IMAGES_BYTES)} MB together`;
  return null;
}

function megabytes(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(1).replace('.0', '');
}

/** Reads files, one after the other. What can't be attached comes back with its reason. */
export async function readAttachments(
  files: readonly File[],
  alreadyBytes: number,
): Promise<{ attachments: Attachment[]; refusals: Refusal[] }> {
  const attachments: Attachment[] = [];
  const refusals: Refusal[] = [];
  let sizeBytes = alreadyBytes;
  for (const file of files) {
    const name = file.name === '' ? 'The image' : file.name;
    // Not even read when it is far too large: a dropped film would fill the memory.
    const bytes = file.size > MAX_IMAGE_BYTES * 4 ? null : new Uint8Array(await file.arrayBuffer());
    const reason =
      bytes === null ? `is ${megabytes(file.size)} MB; up to ${megabytes(MAX_IMAGE_BYTES)} MB can be sent` : refuseImage(bytes, sizeBytes);
    const mimeType = bytes === null ? null : sniffImageType(bytes);
    if (bytes === null || mimeType === null || reason !== null) {
      refusals.push({ name, reason: reason ?? 'can not be read' });
      continue;
    }
    sizeBytes += bytes.length;
    attachments.push({
      id: crypto.randomUUID(),
      sizeBytes: bytes.length,
      part: { type: 'image', mimeType, data: toBase64(bytes), ...(file.name !== '' && { name: file.name }) },
    });
  }
  return { attachments, refusals };
}

function toBase64(bytes: Uint8Array): string {
  let binary = '';
  // In slices: one call with a million arguments overflows the stack.
  for (let start = 0; start < bytes.length; start += 0x8000) binary += String.fromCharCode(...bytes.subarray(start, start + 0x8000));
  return btoa(binary);
}
