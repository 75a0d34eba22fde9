import { expect, test } from 'vitest';
import { leadsToAuthority, trustInSession } from '#electron/network/chain-trust.ts';
import { makeCertificates } from '#tests/support/tls/certificates.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const house = makeCertificates('feed.house.example');
const stranger = makeCertificates('feed.house.example');
const server = { hostname: 'feed.house.example', chain: [house.certificate] };

test('a server is trusted for the authority that signed for it, for its own name, while both are valid', () => {
  expect(leadsToAuthority(server, [stranger.authority, house.authority])).toBe(true);
  expect(leadsToAuthority({ ...server, chain: [house.certificate, house.authority] }, [house.authority])).toBe(true);
  expect(leadsToAuthority(server, [stranger.authority]), 'an authority of the same name').toBe(false);
  expect(leadsToAuthority({ ...server, chain: [stranger.certificate, stranger.authority] }, [house.authority]), 'one it sent itself').toBe(
    false,
  );
  expect(leadsToAuthority({ ...server, hostname: 'other.house.example' }, [house.authority]), 'another name').toBe(false);
  expect(leadsToAuthority(server, [house.authority], Date.now() + 2 * DAY_MS), 'expired').toBe(false);
  expect(leadsToAuthority({ ...server, chain: [] }, [house.authority])).toBe(false);
  expect(
    leadsToAuthority({ ...server, chain: [house.certificate, house.certificate] }, [house.certificate]),
    'a server is no authority',
  ).toBe(false);
});

test('Chromium’s answer stands but where all it misses is the authority', () => {
  type Verify = NonNullable<Parameters<Parameters<typeof trustInSession>[0]['setCertificateVerifyProc']>[0]>;
  let verify: Verify | null = null;
  const session = {
    setCertificateVerifyProc: (next: Verify | null) => {
      verify = next;
    },
  };
  const answerTo = (errorCode: number, data = house.certificate) => {
    let answer: number | undefined;
    const certificate = { data } as Parameters<Verify>[0]['certificate'];
    const request = { hostname: server.hostname, certificate, errorCode } as Parameters<Verify>[0];
    verify?.(request, (given) => {
      answer = given;
    });
    return answer;
  };
  trustInSession(session, [house.authority]);
  expect(answerTo(-202)).toBe(0);
  expect(answerTo(-202, stranger.certificate)).toBe(-3);
  expect(answerTo(-206), 'revoked').toBe(-3);
  expect(answerTo(0)).toBe(-3);
  expect(answerTo(-202, 'no certificate')).toBe(-3);
  trustInSession(session, []);
  expect(verify).toBeNull();
});
