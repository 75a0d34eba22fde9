/** What a rule allows, in words that say neither more nor less. Hidden characters in them are written out. */

import type { RuleScope } from '#protocol/approval-rules.ts';
import { withVisibleCharacters } from '#protocol/visible-characters.ts';

/** `Any command that begins with “npm test”, in web/`. */
export function ruleWords(scope: RuleScope): string {
  return withVisibleCharacters(words(scope));
}

function words(scope: RuleScope): string {
  switch (scope.type) {
    case 'command':
      return `Exactly the command “${scope.command}”${inFolder(scope.folder)}`;
    case 'command-prefix':
      return `Any command that begins with “${scope.words.join(' ')}”${inFolder(scope.folder)}`;
    case 'edit':
      return `Any change of ${scope.path}`;
    case 'tool':
      return `The tool ${scope.tool} of ${scope.server}, with any arguments`;
    case 'fetch':
      return `Any page of ${scope.origins.join(', ')}`;
  }
}

function inFolder(folder: string): string {
  return folder === '' ? '' : `, in ${folder}/`;
}
