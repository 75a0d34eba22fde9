import type { CommandId } from '#protocol/commands.ts';
import { Kbd } from '../../components/kbd.tsx';
import { useShortcut } from '../../state/shortcuts.ts';

/** The keys of a command, as the person has set them; nothing where it has none. */
export function CommandKeys({ id }: { id: CommandId }) {
  const shortcut = useShortcut(id);
  return shortcut !== undefined && <Kbd shortcut={shortcut} />;
}
