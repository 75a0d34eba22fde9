/** Stands in for the SDK's code_assist/codeAssist.js: Google login for Code Assist, which the bridge does not offer. Nobody is signed in to it. */
import { unused } from './unused.ts';

export const getCodeAssistServer = (): undefined => undefined;
export const createCodeAssistContentGenerator = (): never => unused('Google login');
