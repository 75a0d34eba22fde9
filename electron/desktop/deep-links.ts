/**
 * `agent-manager://` links. Anybody can put one on a web page, so a link only shows things: its words wait in the composer for the person
 * to send them, and it can choose neither a folder nor a mode. What the person can't see in the composer the agent would read all the same:
 * hidden characters are left out.
 */
import { withoutHiddenCharacters } from '#protocol/visible-characters.ts';
import { MAX_LINK_PROMPT_LENGTH, type WindowCommand } from '#protocol/window-commands.ts';

export const LINK_SCHEME = 'agent-manager';

const MAX_LINK_LENGTH = 32_768;

/**
 * What a link asks for, or undefined for one that means nothing here:
 *
 *     agent-manager://open                      shows the window (as does every other link)
 *     agent-manager://new?prompt=Words          a new conversation with these words in its composer
 *     agent-manager://conversation/<id>         shows a conversation
 *     agent-manager://quick                     the quick composer: for keys of the desktop's own, where the app can take none
 *     agent-manager://settings                  opens the settings
 */
export function commandOfLink(address: string): WindowCommand | undefined {
  const url = address.length <= MAX_LINK_LENGTH ? URL.parse(address) : null;
  if (url?.protocol !== `${LINK_SCHEME}:`) return undefined;
  switch (url.host) {
    case 'new': {
      const prompt = withoutHiddenCharacters(url.searchParams.get('prompt') ?? '').slice(0, MAX_LINK_PROMPT_LENGTH);
      return { command: 'new-conversation', ...(prompt && { prompt }) };
    }
    case 'conversation': {
      const conversationId = /^\/([\w-]{1,100})\/?$/.exec(url.pathname)?.[1];
      return conversationId === undefined ? undefined : { command: 'show-conversation', conversationId };
    }
    case 'quick':
      return { command: 'quick-composer' };
    case 'settings':
      return { command: 'open-settings' };
    default:
      return undefined;
  }
}

/** The link among the arguments of a start, if any: Windows and Linux hand it over like this. */
export function linkAmong(args: readonly string[]): string | undefined {
  return args.find((argument) => argument.toLowerCase().startsWith(`${LINK_SCHEME}:`));
}
