/** True on macOS, where ⌘ does what Ctrl does elsewhere. Read from the browser, so that it is known before main has answered. */
export const isMac = /mac/i.test(navigator.platform);
