/** The account and the way to the API. */

import { redactor } from '#platform/redaction.ts';
import type { DoctorCheck } from '#protocol/doctor.ts';
import { strings } from '../strings/strings.ts';
import type { DoctorSources } from './doctor-sources.ts';

const API_ADDRESS = 'https://generativelanguage.googleapis.com';
const PROXY_VARIABLES = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy', 'NO_PROXY', 'no_proxy'];

export function accountCheck({ account }: DoctorSources): DoctorCheck {
  const used = account();
  const base = { id: 'account', name: strings().doctor.account } as const;
  if (used !== null) {
    const how = used.method === 'vertex-ai' ? strings().doctor.vertexProject(used.project) : strings().doctor.geminiKey;
    return { ...base, status: 'ok', result: used.key === undefined ? how : strings().doctor.endingIn(how, used.key.slice(-4)) };
  }
  return {
    ...base,
    status: 'warning',
    result: strings().doctor.noKey,
    reason: strings().doctor.noKeyReason,
    fix: { text: strings().doctor.addKey, settings: 'account' },
  };
}

export async function apiCheck({ account, testAccount }: DoctorSources): Promise<DoctorCheck> {
  const base = { id: 'api', name: 'Gemini API' } as const;
  const used = account();
  if (used === null) return { ...base, status: 'ok', result: strings().doctor.notAsked };
  const test = await testAccount(used);
  if (test.ok) return { ...base, status: 'ok', result: strings().doctor.reached(test.modelCount) };
  const isKeyAtFault = test.error.code === 'auth';
  return {
    ...base,
    status: 'failed',
    result: isKeyAtFault ? strings().doctor.keyRefused : strings().doctor.notReached,
    reason: [test.error.message, test.error.details].filter(Boolean).join(' '),
    fix: isKeyAtFault
      ? { text: strings().doctor.enterOtherKey, settings: 'account' }
      : { text: strings().doctor.checkConnection, settings: 'account' },
  };
}

/** Says what is in use; whether it works, the API shows. */
export async function proxyCheck({ environment, resolveProxy }: DoctorSources): Promise<DoctorCheck> {
  const fromSystem = await resolveProxy(API_ADDRESS);
  const set = PROXY_VARIABLES.filter((name) => environment[name]).map((name) => `${name}=${redactor.redact(environment[name] ?? '')}`);
  const system = fromSystem === 'DIRECT' ? strings().doctor.noSystemProxy : strings().doctor.systemProxy(redactor.redact(fromSystem));
  return {
    id: 'proxy',
    name: 'Proxy',
    status: fromSystem !== 'DIRECT' && set.length === 0 ? 'warning' : 'ok',
    result: [system, ...set].join(', '),
    // Agents are programs of their own and read variables, not the desktop's settings.
    ...(fromSystem !== 'DIRECT' &&
      set.length === 0 && {
        reason: strings().doctor.proxyReason,
        fix: { text: strings().doctor.proxyFix },
      }),
  };
}
