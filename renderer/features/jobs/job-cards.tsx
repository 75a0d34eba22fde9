import { useJobs } from '../../state/jobs-store.ts';
import { JobCard } from './job-card.tsx';
import { hasCard } from './job-words.ts';

/** All long work on the person's data, among the notifications. */
export function JobCards() {
  const jobs = useJobs((state) => state.jobs);
  return jobs.filter(hasCard).map((job) => <JobCard key={job.id} job={job} />);
}
