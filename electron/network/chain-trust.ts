/**
 * Whether a server's certificate goes back to one of the authorities the person named. Chromium, which fetches updates, knows only those of
 * the system; it asks here about a server whose authority it does not know. Node checks its own connections by itself.
 */
import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import type { Certificate, Session } from 'electron';

/** More than any real chain has; it ends one that leads round in a circle. */
const MAX_LINKS = 8;
/** What a certificate for a web server is made for (RFC 5280, 4.2.1.12), and "anything". */
const SERVER_USES = ['1.3.6.1.5.5.7.3.1', '2.5.29.37.0'];

export type CertificateSession = Pick<Session, 'setCertificateVerifyProc'>;

export interface ServerToTrust {
  hostname: string;
  /** The server's own certificate first, then those it sent along; PEM. */
  chain: readonly string[];
}

/** Checks names, dates, signatures and purposes by itself: whoever asks has not got that far. */
export function leadsToAuthority({ hostname, chain }: ServerToTrust, authorities: readonly string[], nowMs = Date.now()): boolean {
  const [server, ...between] = chain.map((pem) => new X509Certificate(pem));
  const roots = authorities.map((pem) => new X509Certificate(pem));
  if (server === undefined || !isForServers(server) || !isValidAt(server, nowMs)) return false;
  if ((isIP(hostname) === 0 ? server.checkHost(hostname) : server.checkIP(hostname)) === undefined) return false;
  let current = server;
  for (let link = 0; link < MAX_LINKS; link += 1) {
    const signed = (issuer: X509Certificate) =>
      issuer.ca && isValidAt(issuer, nowMs) && current.checkIssued(issuer) && current.verify(issuer.publicKey);
    if (roots.some(signed)) return true;
    const next = between.find(signed);
    if (next === undefined) return false;
    current = next;
  }
  return false;
}

function isForServers({ keyUsage }: X509Certificate): boolean {
  // Node calls the extended key usage like this; a certificate without one is for everything.
  return keyUsage === undefined || keyUsage.some((use) => SERVER_USES.includes(use));
}

function isValidAt({ validFromDate, validToDate }: X509Certificate, nowMs: number): boolean {
  return validFromDate.getTime() <= nowMs && nowMs <= validToDate.getTime();
}

/** Of Chromium's errors: nobody it knows has signed for the server (net_error_list.h). */
const AUTHORITY_UNKNOWN = -202;
const TRUSTED = 0;
/** Chromium's own answer stands. */
const AS_FOUND = -3;

/** Chromium knows the system's authorities alone; those of the person's file are asked where it knows none. */
export function trustInSession(session: CertificateSession, authorities: readonly string[]): void {
  if (authorities.length === 0) {
    session.setCertificateVerifyProc(null);
    return;
  }
  session.setCertificateVerifyProc(({ hostname, certificate, errorCode }, answer) => {
    const isOurs = errorCode === AUTHORITY_UNKNOWN && isOneOfOurs({ hostname, chain: chainOf(certificate) }, authorities);
    answer(isOurs ? TRUSTED : AS_FOUND);
  });
}

function isOneOfOurs(server: ServerToTrust, authorities: readonly string[]): boolean {
  try {
    return leadsToAuthority(server, authorities);
  } catch {
    // A server sends what it likes: what can't be read is not trusted.
    return false;
  }
}

function chainOf(certificate: Certificate): string[] {
  const chain: string[] = [];
  // Its own issuer at the end of a chain; a server may send anything. The server's own certificate stands before the links.
  for (let current: Certificate | undefined = certificate; current !== undefined && chain.length <= MAX_LINKS; current = current.issuerCert)
    chain.push(current.data);
  return chain;
}
