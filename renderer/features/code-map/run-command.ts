/** Asks intermap through main; what comes back is parsed with its command's schema. */
import { INTERMAP_COMMANDS, type IntermapArgs, type IntermapCommand, type IntermapResult } from '#protocol/intermap.ts';
import { invoke } from '../../api.ts';

/** Runs a command on the conversation's project. Throws `AppError`. */
export async function runCodeMap<Command extends IntermapCommand>(
  conversationId: string,
  command: Command,
  args: IntermapArgs<Command>,
): Promise<IntermapResult<Command>> {
  const result = await invoke('codeMap.run', { conversationId, command, args });
  return INTERMAP_COMMANDS[command].result.parse(result) as IntermapResult<Command>;
}

/** Few enough that parsing one page does not hold up the window. */
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
