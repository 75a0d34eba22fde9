/** The account and the way to the API. */
import type { DoctorCheck } from '#protocol/doctor.ts';
import { strings } from '../strings/strings.ts';
import type { DoctorSources } from './doctor-sources.ts';

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
      : { text: strings().doctor.checkConnection, settings: 'network' },
  };
}

/** Says what is in use; whether it works, the API shows. */
export function proxyCheck({ network }: DoctorSources): DoctorCheck {
  const { doctor: words } = strings();
  const { proxy, from, extraCertificates, problems } = network();
  const facts = [
    proxy === null ? (from === 'settings' ? words.noProxyBySettings : words.noProxy) : words.proxyFrom[from](proxy),
    ...(extraCertificates === 0 ? [] : [words.ownCertificates(extraCertificates)]),
  ];
  return {
    id: 'proxy',
    name: 'Proxy',
    status: problems.length === 0 ? 'ok' : 'warning',
    result: facts.join('; '),
    ...(problems.length > 0 && {
      reason: problems.join(' '),
      fix: { text: words.proxyFix, settings: 'network' as const },
    }),
  };
}
