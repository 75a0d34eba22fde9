/** The Gemini bridge: requests on stdin, frames on stdout, everything else on stderr. See docs/bridge-protocol.md. */
import { serveStdio } from '../serving/serve-stdio.ts';
import { guardStdout } from '../serving/stdout-guard.ts';
import { takeCredentials } from './environment.ts';
import { trustExtraCertificates } from './extra-certificates.ts';

/** Late enough that the functions of a first turn are in it. */
const COMPILE_CACHE_DELAY_MS = 5000;

// Both before the SDK is loaded: it keeps what it finds.
const output = guardStdout();
const credentials = takeCredentials();
trustExtraCertificates();
const { GeminiAgent } = await import('./agent.ts');
const { killChildProcesses } = await import('./child-processes.ts');

serveStdio({
  output,
  createAgent: (events) => new GeminiAgent({ credentials, folder: process.cwd(), ...events }),
  beforeExit: killChildProcesses,
});

// Node saves it when a process ends by itself; one that is always killed would start slowly for ever.
setTimeout(() => process.getBuiltinModule('node:module').flushCompileCache?.(), COMPILE_CACHE_DELAY_MS).unref();
