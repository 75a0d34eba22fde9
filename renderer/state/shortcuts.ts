/** The keys of commands as they are now, for tooltips and wherever else they are shown. */
import { type CommandId, keysOf } from '#protocol/commands.ts';
import { useSettings } from './settings-store.ts';

/** The keys to show for a command; undefined for one that has none. */
export function useShortcut(id: CommandId): string | undefined {
  return useSettings((state) => keysOf(state.settings.shortcuts, id)[0]);
}
