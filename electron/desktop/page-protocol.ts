/**
 * Serves the window's page under its own scheme. A file: page could read any file of the person's and takes no header; this one
 * reaches only the built renderer and carries the content security policy (Electron security checklist, "Avoid usage of the file:// protocol").
 */

import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { protocol, type Session } from 'electron';
import { fileForAddress, PAGE_SCHEME } from './page-address.ts';

/** Nothing inline, nothing from elsewhere: no words an agent writes can become script, style or a request. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
].join('; ');

const CONTENT_TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
};

/** Must run before the app is ready: Electron takes scheme privileges only then. */
export function declarePageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: PAGE_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Answers requests of the page scheme with files of `rendererFolder`. */
export function servePage(session: Session, rendererFolder: string): void {
  session.protocol.handle(PAGE_SCHEME, async (request) => {
    const file = fileForAddress(request.url, rendererFolder);
    if (file === undefined) return new Response('Not found', { status: 404 });
    try {
      const body = await readFile(file);
      return new Response(new Uint8Array(body), {
        headers: {
          'Content-Type': CONTENT_TYPES[extname(file)] ?? 'application/octet-stream',
          'Content-Security-Policy': CONTENT_SECURITY_POLICY,
          'X-Content-Type-Options': 'nosniff',
        },
      });
    } catch {
      // Not there: a page that asks for a missing file gets what any web server would answer.
      return new Response('Not found', { status: 404 });
    }
  });
}
