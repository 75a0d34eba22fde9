/** Long work on the person's data, as main last told. */
import { create } from 'zustand';
import type { Job, JobKind } from '#protocol/data.ts';
import { invoke, listen } from '../api.ts';
import { reportErrors } from './report-error.ts';

export const useJobs = create<{ jobs: Job[] }>()(() => ({ jobs: [] }));

/** Keeps the list fed. Returns the end of it. */
export function followJobs(): () => void {
  return listen('data.jobsChanged', ({ jobs }) => useJobs.setState({ jobs }));
}

/** What ran or ended before the window opened. */
export async function loadJobs(): Promise<void> {
  useJobs.setState({ jobs: await invoke('data.jobs') });
}

/** The job of this kind that runs now. */
export function useRunningJob(kind: JobKind): Job | undefined {
  return useJobs((state) => state.jobs.find((job) => job.kind === kind && job.state === 'running'));
}

/** How many of these kinds have ended: changes when a list of what they made is out of date. */
export function useEndedJobs(...kinds: JobKind[]): number {
  return useJobs((state) => state.jobs.filter((job) => kinds.includes(job.kind) && job.state !== 'running').length);
}

export function cancelJob(id: string): void {
  reportErrors(invoke('data.cancelJob', { id }));
}

export function dismissJob(id: string): void {
  reportErrors(invoke('data.dismissJob', { id }));
}

/** For calls that run as a job: its card tells how it ended, a failure too. */
export function runAsJob(work: Promise<unknown>): void {
  work.catch(() => {
    // Told by the job's card.
  });
}
