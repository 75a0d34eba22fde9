/** Channels of the doctor. */
import { clipboard } from 'electron';
import type { DoctorReport } from '#protocol/doctor.ts';
import { reportText } from '../doctor/report-text.ts';
import type { InvokeHandlers } from './invoke-handlers.ts';

export function doctorHandlers(runDoctor: () => Promise<DoctorReport>): Pick<InvokeHandlers, 'doctor.run' | 'doctor.copy'> {
  let last: DoctorReport | undefined;
  const run = async () => {
    last = await runDoctor();
    return last;
  };
  return {
    'doctor.run': run,
    'doctor.copy': async () => clipboard.writeText(reportText(last ?? (await run()))),
  };
}
