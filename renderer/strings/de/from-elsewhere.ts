import type { Strings } from '../en.ts';
import { translating } from '../from-elsewhere.ts';
import { ERROR_SENTENCES } from './error-sentences.ts';
import { NOTICE_SENTENCES } from './notice-sentences.ts';
import { TOOL_TITLES } from './tool-titles.ts';

export const fromElsewhere: Strings['fromElsewhere'] = {
  sentence: translating([...ERROR_SENTENCES, ...NOTICE_SENTENCES]),
  toolTitle: translating(TOOL_TITLES),
};
