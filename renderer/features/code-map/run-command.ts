/** Asks intermap through main, which parses what comes back with its command's schema. */
import type { IntermapArgs, IntermapCommand, IntermapResult } from '#protocol/intermap.ts';
import { invoke } from '../../api.ts';

/** Runs a command on the conversation's project. Throws `AppError`. */
export async function runCodeMap<Command extends IntermapCommand>(
  conversationId: string,
  command: Command,
  args: IntermapArgs<Command>,
): Promise<IntermapResult<Command>> {
  return (await invoke('codeMap.run', { conversationId, command, args })) as IntermapResult<Command>;
}

/** Few enough that one page does not hold up the window. */
const LINKS_PER_PAGE = 1_500;

/** All pages of the links between files. */
export async function allReferenceEdges(conversationId: string): Promise<IntermapResult<'reference_edges'>['edges']> {
  const edges: IntermapResult<'reference_edges'>['edges'] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await runCodeMap(conversationId, 'reference_edges', { limit: LINKS_PER_PAGE, ...(cursor !== undefined && { cursor }) });
    edges.push(...page.edges);
    cursor = page.next_cursor;
  }
  return edges;
}
