/** "Open recovery" while the database can still be opened: the next start begins with the recovery screen. */
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { AppError } from '#protocol/errors.ts';

export function requestRecovery(file: string): void {
  writeFileSync(file, '', { mode: 0o600 });
}

/** Throws `storage-corrupt` once after a request. */
export function obeyRecoveryRequest(file: string): void {
  if (!existsSync(file)) return;
  rmSync(file, { force: true });
  throw new AppError({
    code: 'storage-corrupt',
    message: 'You asked for the recovery screen. Nothing was changed; “Try again” opens your conversations as they are.',
  });
}
