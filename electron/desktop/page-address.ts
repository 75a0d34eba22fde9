/** The page's own scheme, and which file an address of it means. */
import { join, normalize, sep } from 'node:path';
import type { Language } from '#protocol/language.ts';

export const PAGE_SCHEME = 'app';
const PAGE_ORIGIN = `${PAGE_SCHEME}://window`;
export const PAGE_ADDRESS = `${PAGE_ORIGIN}/index.html`;
/** The same page, which shows the recovery screen then. */
export const RECOVERY_ADDRESS = `${PAGE_ADDRESS}?recovery`;
/** The same page, which shows the quick composer then. */
export const QUICK_COMPOSER_ADDRESS = `${PAGE_ADDRESS}?quick`;

/** The page's address with the language it is to speak. */
export function inLanguage(address: string, language: Language): string {
  const url = new URL(address);
  url.searchParams.set('language', language);
  return url.href;
}

/** True for an address of our own page. `URL.origin` would not do: it is "null" for a scheme that is not the web's. */
export function isPageAddress(address: string): boolean {
  const url = URL.parse(address);
  return url !== null && `${url.protocol}//${url.host}` === PAGE_ORIGIN;
}

/** The file behind an address, or undefined when it is not the page's or leaves its folder. */
export function fileForAddress(address: string, rendererFolder: string): string | undefined {
  const url = URL.parse(address);
  if (url === null || !isPageAddress(address)) return undefined;
  const root = normalize(rendererFolder) + sep;
  try {
    const file = normalize(join(root, decodeURIComponent(url.pathname)));
    return file.startsWith(root) ? file : undefined;
  } catch {
    // A `%` that begins no escape: such an address names no file.
    return undefined;
  }
}
