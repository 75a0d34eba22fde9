/** The code guide: an agent without a model or an account, which answers from the client's code map. See docs/bridge-protocol.md. */
import { serveStdio } from '../serving/serve-stdio.ts';
import { guardStdout } from '../serving/stdout-guard.ts';
import { createGuideAgent } from './agent.ts';

serveStdio({ output: guardStdout(), createAgent: createGuideAgent });
