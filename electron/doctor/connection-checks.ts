/** The account and the way to the API. */

import { redactor } from '#platform/redaction.ts';
import type { DoctorCheck } from '#protocol/doctor.ts';
import type { DoctorSources } from './doctor-sources.ts';

const API_ADDRESS = 'https://generativelanguage.googleapis.com';
const PROXY_VARIABLES = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy', 'NO_PROXY', 'no_proxy'];

export function accountCheck({ account }: DoctorSources): DoctorCheck {
  const used = account();
  const base = { id: 'account', name: 'Account' } as const;
  if (used !== null) {
    const how = used.method === 'vertex-ai' ? `Vertex AI, project ${used.project}` : 'Gemini API key';
    return { ...base, status: 'ok', result: used.key === undefined ? how : `${how} ending in ${used.key.slice(-4)}` };
  }
  return {
    ...base,
    status: 'warning',
    result: 'No key yet',
    reason: 'Gemini can’t be used. The Code guide works without an account.',
    fix: { text: 'Add a Gemini API key.', settings: 'account' },
  };
}

export async function apiCheck({ account, testAccount }: DoctorSources): Promise<DoctorCheck> {
  const base = { id: 'api', name: 'Gemini API' } as const;
  const used = account();
  if (used === null) return { ...base, status: 'ok', result: 'Not asked: there is no key' };
  const test = await testAccount(used);
  if (test.ok) return { ...base, status: 'ok', result: `Reached, ${test.modelCount} models` };
  const isKeyAtFault = test.error.code === 'auth';
  return {
    ...base,
    status: 'failed',
    result: isKeyAtFault ? 'The key was not accepted' : 'Not reached',
    reason: [test.error.message, test.error.details].filter(Boolean).join(' '),
    fix: isKeyAtFault
      ? { text: 'Enter another key.', settings: 'account' }
      : { text: 'Check the connection, the proxy and the base URL.', settings: 'account' },
  };
}

/** Says what is in use; whether it works, the API shows. */
export async function proxyCheck({ environment, resolveProxy }: DoctorSources): Promise<DoctorCheck> {
  const fromSystem = await resolveProxy(API_ADDRESS);
  const set = PROXY_VARIABLES.filter((name) => environment[name]).map((name) => `${name}=${redactor.redact(environment[name] ?? '')}`);
  const system = fromSystem === 'DIRECT' ? 'None in the system’s settings' : `The system’s settings say ${redactor.redact(fromSystem)}`;
  return {
    id: 'proxy',
    name: 'Proxy',
    status: fromSystem !== 'DIRECT' && set.length === 0 ? 'warning' : 'ok',
    result: [system, ...set].join(', '),
    // Agents are programs of their own and read variables, not the desktop's settings.
    ...(fromSystem !== 'DIRECT' &&
      set.length === 0 && {
        reason: 'The window uses the system’s proxy, agents only the environment variables.',
        fix: { text: 'Start Agent Manager with HTTPS_PROXY set to your proxy.' },
      }),
  };
}
