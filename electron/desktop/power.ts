/** After the computer slept: connections may be dead without a word, so every agent is asked whether it is still there. */
import type { Log } from '#platform/log.ts';

/** The part of Electron's powerMonitor that is used here. */
export interface PowerEvents {
  on(event: 'suspend' | 'resume', listener: () => void): unknown;
}

export interface PowerOptions {
  power: PowerEvents;
  /** Finds agents that don't answer any more, and ends them. */
  checkAgents: () => Promise<void>;
  log: Log;
}

/** Deadlines need nothing from here: they don't count the time asleep (platform/deadline.ts). */
export function followPower({ power, checkAgents, log }: PowerOptions): void {
  power.on('suspend', () => log.info('The computer goes to sleep'));
  power.on('resume', () => {
    log.info('The computer woke up; asking the agents');
    checkAgents().catch((error: unknown) => log.error('The agents could not be asked after waking', { error }));
  });
}
