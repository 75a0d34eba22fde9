import type { Strings } from '../en.ts';
import { translating } from '../from-elsewhere.ts';
import { ERROR_SENTENCES } from './error-sentences.ts';
import { TOOL_TITLES } from './tool-titles.ts';

export const fromElsewhere: Strings['fromElsewhere'] = {
  error: translating(ERROR_SENTENCES),
  toolTitle: translating(TOOL_TITLES),
};
