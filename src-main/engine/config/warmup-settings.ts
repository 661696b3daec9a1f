/** The settings of warmup, and of what runs when. */
import { z } from 'zod';
import { isSchedule } from '../../warmup/index.ts';

export const warmupSettings = {
  enabled: z.boolean().default(true).describe('Whether warmups run by themselves. They can always be started by hand.'),
  orderDays: z.int().min(1).max(366).default(7).describe('How many days back a warmup makes ready, today included.'),
  rateLimit: z
    .number()
    .min(0.01)
    .max(100)
    .default(0.5)
    .describe('How many calls a second a warmup makes to one platform.'),
  pauseOnUserRequest: z
    .boolean()
    .default(true)
    .describe('Whether a warmup stands aside while somebody waits for an answer.'),
};

function schedule(expression: string, what: string) {
  return z
    .string()
    .trim()
    .max(200)
    .refine((text) => text === '' || isSchedule(text), {
      error: 'not a schedule of five fields',
      params: { 'zh-CN': '不是有效的五段计划时间' },
    })
    .default(expression)
    .describe(`${what} Minute, hour, day of month, month, day of week, as in a crontab. Empty: never.`);
}

export const scheduleSettings = {
  full: schedule('0 2 * * *', 'When the cache is warmed as a whole, in UTC.'),
  incremental: schedule('0 8,14,20 * * *', 'When what is new or about to expire is warmed, in UTC.'),
  cleanup: schedule('0 3 * * *', 'When what has expired is removed, in local time.'),
  statistics: schedule('0 0 * * *', 'When the statistics of the day are closed, in local time.'),
  logArchive: schedule('0 4 * * 0', 'When old logs are packed, in local time.'),
};
