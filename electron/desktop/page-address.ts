/** The page's own scheme, and which file an address of it means. */
import { join, normalize, sep } from 'node:path';

export const PAGE_SCHEME = 'app';
export const PAGE_ORIGIN = `${PAGE_SCHEME}://window`;
export const PAGE_ADDRESS = `${PAGE_ORIGIN}/index.html`;

/** The file behind an address, or undefined when it is not the page's or leaves its folder. */
export function fileForAddress(address: string, rendererFolder: string): string | undefined {
  const url = URL.parse(address);
  if (url === null || `${url.protocol}//${url.host}` !== PAGE_ORIGIN) return undefined;
  const root = normalize(rendererFolder) + sep;
  try {
    const file = normalize(join(root, decodeURIComponent(url.pathname)));
    return file.startsWith(root) ? file : undefined;
  } catch {
    // A `%` that begins no escape: such an address names no file.
    return undefined;
  }
}
