/** What the app needs from the computer it runs on, and whether it is there. */
import { z } from 'zod';

export const doctorCheckSchema = z.object({
  id: z.enum(['electron', 'python', 'git', 'account', 'api', 'proxy', 'data-folder', 'disk-space', 'key-store', 'tray']),
  name: z.string(),
  /** `failed`: something the app can't do without. `warning`: it works with less. */
  status: z.enum(['ok', 'warning', 'failed']),
  /** What was found, in one line. */
  result: z.string(),
  /** What it means where it is not well. */
  reason: z.string().optional(),
  fix: z
    .object({
      text: z.string(),
      /** A section of the settings that helps. */
      settings: z.enum(['account', 'data', 'network']).optional(),
      /** Something to type in a terminal. */
      command: z.string().optional(),
    })
    .optional(),
});
export type DoctorCheck = z.infer<typeof doctorCheckSchema>;

export const doctorReportSchema = z.object({
  version: z.string(),
  platform: z.string(),
  checks: z.array(doctorCheckSchema),
});
export type DoctorReport = z.infer<typeof doctorReportSchema>;

/** True where nothing is missing that the app can't do without. */
export function isHealthy({ checks }: DoctorReport): boolean {
  return checks.every(({ status }) => status !== 'failed');
}
