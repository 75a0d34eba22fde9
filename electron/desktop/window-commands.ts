/** Commands for the window, kept for it while it is not there yet: a tray entry or a link may be what opens it. */
import type { WindowCommand } from '#protocol/window-commands.ts';
import type { WindowEvents } from '../ipc/window-events.ts';

export interface WindowCommands {
  /** Does it now, or as soon as the window listens; of several that wait the last one counts. */
  request(command: WindowCommand): void;
  /** The page begins to load: until it says that it listens, nothing sent would be heard. */
  pageLoads(): void;
  /** The page listens. Returns what was asked for meanwhile, once. */
  pageListens(): WindowCommand | null;
}

export function createWindowCommands(windowEvents: WindowEvents): WindowCommands {
  let isListening = false;
  let waiting: WindowCommand | null = null;
  return {
    request(command) {
      if (isListening) windowEvents.send('command.requested', command);
      else waiting = command;
    },
    pageLoads() {
      isListening = false;
    },
    pageListens() {
      isListening = true;
      const command = waiting;
      waiting = null;
      return command;
    },
  };
}
