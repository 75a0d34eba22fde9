import { expect, test } from 'vitest';
import { createWindowCommands } from '#electron/desktop/window-commands.ts';
import type { EventChannel, EventPayload } from '#protocol/ipc.ts';

function commands() {
  const sent: unknown[] = [];
  const send = <Channel extends EventChannel>(_channel: Channel, payload: EventPayload<Channel>) => void sent.push(payload);
  return { sent, ...createWindowCommands({ send }) };
}

test('what is asked of a window that listens is sent at once', () => {
  const { sent, request, pageListens } = commands();
  expect(pageListens()).toBeNull();
  request({ command: 'search' });
  expect(sent).toEqual([{ command: 'search' }]);
});

test('what opens the window waits until the page listens, and is done once', () => {
  const { sent, request, pageListens } = commands();
  request({ command: 'open-settings' });
  request({ command: 'new-conversation' });
  expect(sent).toEqual([]);
  expect(pageListens()).toEqual({ command: 'new-conversation' });
  expect(pageListens()).toBeNull();
});

test('a page that is loaded again hears nothing until it says so', () => {
  const { sent, request, pageLoads, pageListens } = commands();
  pageListens();
  pageLoads();
  request({ command: 'search' });
  expect(sent).toEqual([]);
  expect(pageListens()).toEqual({ command: 'search' });
});
