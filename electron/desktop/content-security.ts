/** What the page may ask for: its own files, nothing from the network, no permission beyond copying. */
import type { Session } from 'electron';
import { PAGE_SCHEME } from './page-address.ts';

/** Copying from the page is the one thing it may do beyond drawing itself. */
const ALLOWED_PERMISSIONS = new Set(['clipboard-sanitized-write']);

/** Every request with another scheme is refused before it leaves the process. */
const LOCAL_SCHEMES = new Set([`${PAGE_SCHEME}:`, 'data:', 'blob:', 'devtools:']);

/** Applies the rules to a session. Call before the first window opens. */
export function secureSession(session: Session): void {
  session.webRequest.onBeforeRequest((details, callback) => {
    const scheme = URL.parse(details.url)?.protocol ?? '';
    callback({ cancel: !LOCAL_SCHEMES.has(scheme) });
  });
  session.setPermissionRequestHandler((_contents, permission, callback) => callback(ALLOWED_PERMISSIONS.has(permission)));
  session.setPermissionCheckHandler((_contents, permission) => ALLOWED_PERMISSIONS.has(permission));
  session.setDevicePermissionHandler(() => false);
}
