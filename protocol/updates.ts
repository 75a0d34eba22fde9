/** New versions of the app itself: where they come from, and how far one has come. */
import { z } from 'zod';

/** How the app came onto this computer, which decides who can update it. */
export const packagingSchema = z.enum(['appimage', 'windows', 'macos', 'system-package', 'archive', 'development']);
export type Packaging = z.infer<typeof packagingSchema>;

export const updateStatusSchema = z.object({
  /**
   * `unsupported`: something else updates this app. `off`: no feed is set. `held-back`: there is a newer one, which reaches this computer later
   * (staged rollout) or did not start here before. `ready`: downloaded and checked; installed on the person's word.
   */
  state: z.enum(['unsupported', 'off', 'idle', 'checking', 'current', 'held-back', 'available', 'downloading', 'ready', 'failed']),
  packaging: packagingSchema,
  /** The newer version that `state` is about. */
  version: z.string().nullable(),
  /** Of a download, 0 to 100. */
  percent: z.number().min(0).max(100).nullable(),
  /** Why it failed, in a sentence. */
  message: z.string().nullable(),
  /** A version that was installed, did not start, and was taken back or is not offered again. */
  failedVersion: z.string().nullable(),
});
export type UpdateStatus = z.infer<typeof updateStatusSchema>;

const nothing = z.undefined();

export const updatesContract = {
  'updates.status': { request: nothing, response: updateStatusSchema },
  'updates.check': { request: nothing, response: updateStatusSchema },
  'updates.download': { request: nothing, response: updateStatusSchema },
  /** Quits in order, installs, and starts the new version. */
  'updates.install': { request: nothing, response: nothing },
} as const;

export const updatesEvents = { 'updates.changed': updateStatusSchema } as const;

/** Secure, or on this computer: whoever can change what a feed answers could run a program of theirs here. */
export const updateFeedSchema = z
  .url()
  .max(2000)
  .regex(/^(https:\/\/|http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?(\/|$))/i, 'The address of an update feed has to begin with https.');
