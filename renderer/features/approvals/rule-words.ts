/** What a rule allows, in words that say neither more nor less. Hidden characters in them are written out. */

import type { RuleScope } from '#protocol/approval-rules.ts';
import { withVisibleCharacters } from '#protocol/visible-characters.ts';
import { strings } from '../../strings/strings.ts';

/** `Any command that begins with “npm test”, in web/`. */
export function ruleWords(scope: RuleScope): string {
  return withVisibleCharacters(words(scope));
}

function words(scope: RuleScope): string {
  switch (scope.type) {
    case 'command':
      return strings.approvals.exactCommand(scope.command, scope.folder);
    case 'command-prefix':
      return strings.approvals.commandPrefix(scope.words.join(' '), scope.folder);
    case 'edit':
      return strings.approvals.anyChange(scope.path);
    case 'tool':
      return strings.approvals.anyArguments(scope.tool, scope.server);
    case 'fetch':
      return strings.approvals.anyPage(scope.origins.join(', '));
  }
}
