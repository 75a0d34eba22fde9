import { strings } from '../strings/strings.ts';

/** What to tell the person about keys that were asked of the system for the whole desktop; null when they work. `isTaken`: it says we have them. */
export function hotkeyProblem(isTaken: boolean, environment: NodeJS.ProcessEnv): string | null {
  const { hotkey: words } = strings();
  // Under Wayland a program hears only keys meant for its own windows, and registering seems to work all the same.
  const isWayland = environment.XDG_SESSION_TYPE === 'wayland' || (environment.WAYLAND_DISPLAY ?? '') !== '';
  if (isWayland) return `${words.wayland} ${words.otherWay}`;
  return isTaken ? null : `${words.taken} ${words.otherWay}`;
}
