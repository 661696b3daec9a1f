/** The one place where node-cron keeps time. What it misses (a sleep, a busy process) is found by whoever looks again. */
import cron from 'node-cron';

export interface CronTask {
  stop(): void;
}

/** Calls `strike` whenever the expression strikes in the zone. It never keeps the process alive. */
export function startCronTask(expression: string, timeZone: string, strike: () => void): CronTask {
  const task = cron.schedule(expression, strike, { timezone: timeZone, unref: true, suppressMissedWarning: true });
  return { stop: () => void task.destroy() };
}
