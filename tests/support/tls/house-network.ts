/** A network as companies have it: the API behind TLS with a certificate of the house's own, and a proxy as the only way to it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer, request } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeCertificates } from './certificates.ts';

/** A name that no resolver knows: only the proxy leads there. */
const HOST = 'gemini.house.invalid';

export interface HouseNetwork {
  /** `https://…`, trusted with `caFile` alone, reached through the proxy alone. */
  readonly baseUrl: string;
  readonly proxyUrl: string;
  readonly caFile: string;
  /** What the proxy was asked to lead to and led to, oldest first. */
  readonly tunnels: readonly string[];
  close(): Promise<void>;
}

/** `apiUrl`: what answers behind it all. `login`: what the proxy asks everybody for. */
export async function startHouseNetwork(apiUrl: string, login?: { name: string; password: string }): Promise<HouseNetwork> {
  const { authority, certificate, key } = makeCertificates(HOST);
  const folder = mkdtempSync(join(tmpdir(), 'agent-manager-house-'));
  const caFile = join(folder, 'authority.pem');
  writeFileSync(caFile, authority);
  const sockets = new Set<Socket>();
  const tunnels: string[] = [];
  /** Ended at the close; until then a cut line is what a tunnel ends with, and one that is turned away hangs up as it likes. */
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
  };

  const gateway = createHttpsServer({ key, cert: certificate }, (incoming, outgoing) => {
    const { method, url = '/', headers } = incoming;
    const onward = request(new URL(url, apiUrl), { method, headers: { ...headers, host: new URL(apiUrl).host } }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  });
  const gatewayPort = await listening(gateway);

  const proxy = createHttpServer((_incoming, outgoing) => outgoing.writeHead(405).end());
  const passport = login && `Basic ${Buffer.from(`${login.name}:${login.password}`).toString('base64')}`;
  proxy.on('connect', ({ url = '', headers }, client, head) => {
    keep(client as Socket);
    if (passport !== undefined && headers['proxy-authorization'] !== passport) {
      client.end('HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="house"\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    tunnels.push(url);
    const target = connect(gatewayPort, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      target.write(head);
      target.pipe(client).pipe(target);
    });
    keep(target);
  });
  const proxyPort = await listening(proxy);

  return {
    baseUrl: `https://${HOST}:8443`,
    proxyUrl: `http://127.0.0.1:${proxyPort}`,
    caFile,
    tunnels,
    async close() {
      for (const socket of sockets) socket.destroy();
      gateway.closeAllConnections();
      proxy.closeAllConnections();
      await Promise.all([gateway, proxy].map((server) => new Promise((resolve) => server.close(resolve))));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function listening(server: ReturnType<typeof createHttpServer> | ReturnType<typeof createHttpsServer>): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}
