/**
 * Certificate authorities beside those Node brings: a company's own, for a proxy that looks into traffic or a gateway inside the house.
 * Node's variable for it, NODE_EXTRA_CA_CERTS, is switched off in an installed Electron together with NODE_OPTIONS, so programs that
 * run on it take the file themselves.
 */
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import tls from 'node:tls';

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

/** What Node trusts without us; taken once, before anything is added. */
let ownAuthorities: readonly string[] | undefined;

/**
 * Trusts the file's certificates from now on, in every new connection of this process, in place of those of a file before. Null: none.
 * Returns them (PEM). Throws a plain sentence for a file that can't be read or holds none, and nothing changes.
 */
export function trustCertificatesOf(file: string | null): string[] {
  const extra = file === null ? [] : readCertificates(file);
  // Nothing was ever added: reading all of Node's own and setting them again would cost every start a tenth of a second.
  if (extra.length === 0 && ownAuthorities === undefined) return extra;
  ownAuthorities ??= tls.getCACertificates('default');
  tls.setDefaultCACertificates([...ownAuthorities, ...extra]);
  return extra;
}

/** The certificates in a PEM file, each checked to be one. */
export function readCertificates(file: string): string[] {
  const found = readText(file).match(CERTIFICATE) ?? [];
  if (found.length === 0) throw new Error(`${file} holds no certificate. It has to be a PEM file: text with “BEGIN CERTIFICATE” in it.`);
  for (const pem of found) {
    try {
      new X509Certificate(pem);
    } catch (error) {
      throw new Error(`${file} holds a certificate that can’t be read. Export it again as PEM.`, { cause: error });
    }
  }
  return [...found];
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const isAbsent = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    throw new Error(isAbsent ? `${file} is not there.` : `${file} can’t be read.`, { cause: error });
  }
}
