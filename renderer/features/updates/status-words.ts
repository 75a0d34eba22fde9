/** What the state of updates means, in a sentence. */
import type { Packaging, UpdateStatus } from '#protocol/updates.ts';
import { strings } from '../../strings/strings.ts';

export function statusWords({ state, version, percent, message }: UpdateStatus): string {
  const words = strings.updates;
  switch (state) {
    case 'available':
      return words.available(version ?? '');
    case 'held-back':
      return words.heldBack(version ?? '');
    case 'downloading':
      return words.downloading(version ?? '', Math.round(percent ?? 0));
    case 'ready':
      return words.ready(version ?? '');
    case 'failed':
      return message ?? '';
    case 'unsupported':
      return '';
    default:
      return words[state];
  }
}

/** How an app that can't replace itself is updated. */
export function unsupportedWords(packaging: Packaging): string {
  if (packaging === 'system-package') return strings.updates.byPackage;
  return packaging === 'archive' ? strings.updates.byArchive : strings.updates.byDevelopment;
}
