import { expect, test } from 'vitest';
import { hotkeyProblem } from '#electron/desktop/hotkey-problem.ts';

test('keys that another program has are told with the way out', () => {
  expect(hotkeyProblem(true, { XDG_SESSION_TYPE: 'x11' })).toBeNull();
  expect(hotkeyProblem(false, { XDG_SESSION_TYPE: 'x11' })).toMatch(/another program has them.*agent-manager:\/\/quick/);
});

test('Wayland says yes and means no', () => {
  expect(hotkeyProblem(true, { XDG_SESSION_TYPE: 'wayland' })).toMatch(/Wayland.*agent-manager:\/\/quick/);
  expect(hotkeyProblem(true, { WAYLAND_DISPLAY: 'wayland-0' })).toMatch(/Wayland/);
});
