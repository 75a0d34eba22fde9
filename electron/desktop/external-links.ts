/** Which addresses may leave the app for the person's browser. */
import { AppError } from '#protocol/errors.ts';

/** Anything else could start a program (file:, smb:, vscode:, …) with an argument an agent chose. */
const OPENABLE_SCHEMES = new Set(['http:', 'https:', 'mailto:']);

/** True for an address the browser or the mail program may be given. */
export function isOpenableExternally(address: string): boolean {
  const url = URL.parse(address);
  return url !== null && OPENABLE_SCHEMES.has(url.protocol);
}

/** Throws `invalid-request`, in words for the person, when the address may not leave the app. */
export function assertOpenableExternally(address: string): void {
  if (isOpenableExternally(address)) return;
  throw new AppError({
    code: 'invalid-request',
    message: 'Only web and mail addresses are opened outside the app. Copy this one if you trust it.',
    details: address,
  });
}
