/** How the app and its agents reach the network: settings and what is in use. */
import { z } from 'zod';

/** `system`: HTTPS_PROXY where it is set, else what the desktop says. */
export const proxyModeSchema = z.enum(['system', 'none', 'manual']);
export type ProxyMode = z.infer<typeof proxyModeSchema>;

/** A name and a password would lie in the settings in plain text, and in every export of them. */
const NO_SECRETS = 'Leave the name and password out of the address: they have fields of their own, which keep them secret.';

const PROXY_ADDRESS = /^https?:\/\/(\[[\da-f:.]+\]|[\w.-]+)(:\d{1,5})?\/?$/i;

/** The address of a proxy: `http://host:port`. */
export const proxyUrlSchema = z
  .string()
  .max(500)
  .refine((text) => !/^\w+:\/\/[^/]*@/.test(text), NO_SECRETS)
  .refine((text) => text.includes('@') || PROXY_ADDRESS.test(text), 'Enter an address such as http://proxy.example.org:8080.');

/** Hosts that are reached without the proxy, as NO_PROXY lists them. */
export const noProxySchema = z
  .string()
  .max(2000)
  .regex(/^[\w.*:/[\], -]*$/, 'Enter host names with commas between them, such as .example.org, 10.0.0.5.');

/** What a proxy asks for before it lets anybody through. */
export const proxyLoginSchema = z.object({ name: z.string().min(1).max(200), password: z.string().max(1000) });
export type ProxyLogin = z.infer<typeof proxyLoginSchema>;

/** What is in use now. */
export const networkStateSchema = z.object({
  /** Null: no proxy. Without a name and password. */
  proxy: z.string().nullable(),
  /** Where that comes from. */
  from: z.enum(['settings', 'environment', 'system']),
  /** Certificates trusted beside the usual ones. */
  extraCertificates: z.number().int().nonnegative(),
  /** The name that is stored for the proxy of the settings; never the password. */
  loginName: z.string().nullable(),
  /** False: there is no key store, so a login is forgotten when the app quits. */
  keepsLogin: z.boolean(),
  /** Plain sentences for what does not work as set. */
  problems: z.array(z.string()),
});
export type NetworkState = z.infer<typeof networkStateSchema>;

const nothing = z.undefined().optional();

/** Part of the contract in ipc.ts. */
export const networkContract = {
  'network.state': { request: nothing, response: networkStateSchema },
  /** Asks for a file of certificates; null when the person closed the dialog. A file that holds none is refused. */
  'network.chooseCertificates': { request: nothing, response: z.string().nullable() },
  /** For the proxy of the settings; null takes it away. */
  'network.setProxyLogin': { request: proxyLoginSchema.nullable(), response: nothing },
} as const;

export const networkEvents = { 'network.changed': networkStateSchema } as const;
