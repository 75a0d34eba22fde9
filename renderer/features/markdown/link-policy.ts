/** Which addresses of untrusted text may be followed or shown. Everything not named here is refused. */

const OPENABLE_SCHEMES = new Set(['http:', 'https:', 'mailto:']);
/** SVG is left out: it is a document, not a picture. */
const INLINE_IMAGE = /^data:image\/(?:png|jpeg|gif|webp);base64,[a-z0-9+/=\s]+$/i;
/** About 4 MB of picture; larger ones would be held three times over in memory. */
const MAX_INLINE_IMAGE_LENGTH = 6_000_000;

/** Endings that in a conversation about code are those of files, though some are top-level domains as well. */
const FILE_ENDINGS = new Set(
  'c cc cpp cs css csv go h hpp html ini java jl js json jsx kt lock lua md mjs php pl png py rb rs sh sql svg swift toml ts tsx txt vue xml yaml yml zig'.split(
    ' ',
  ),
);

/** The address as it would really be opened, international names written out; null where it may not be opened. */
export function openableUrl(address: string): string | null {
  // What URL() silently drops, such as a line break inside `java\nscript:`, must not pass as harmless.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for.
  if (/[\u0000-\u001f\u007f]/.test(address)) return null;
  const url = URL.parse(address);
  return url !== null && OPENABLE_SCHEMES.has(url.protocol) && url.href.length <= 8192 ? url.href : null;
}

/** The address of a picture that needs no network, or null. */
export function inlineImageUrl(address: string): string | null {
  return address.length <= MAX_INLINE_IMAGE_LENGTH && INLINE_IMAGE.test(address) ? address : null;
}

/** The host a link really leads to where its text names another one, as in `[bank.example](https://evil.example)`. Else null. */
export function misleadingHost(text: string, url: string): string | null {
  const named = /^\s*(?:[a-z][a-z0-9+.-]*:\/\/)?(?:[^\s/@]*@)?([\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+)/iu.exec(text)?.[1];
  const target = URL.parse(url);
  if (named === undefined || target === null || target.host === '') return null;
  // `node.js` or `main.ts` is a name and not a host, unless a scheme or `www.` says otherwise.
  const ending = named.split('.').at(-1)?.toLowerCase() ?? '';
  if (!/:\/\/|^\s*www\./i.test(text) && FILE_ENDINGS.has(ending)) return null;
  const namedHost = URL.parse(`https://${named}`)?.host.replace(/^www\./, '');
  return namedHost === target.host.replace(/^www\./, '') ? null : target.host;
}
