/**
 * Every setting of the app, with its default and its meaning. docs/configuration.md is made from this file, and nothing
 * reads a setting that does not stand here.
 */
import { z } from 'zod';
import { currencyCode, settings } from '#shared/contract/index.ts';
import { LOG_LEVELS } from '../../logging/index.ts';
import { cacheSettings, redisSettings } from './cache-settings.ts';
import { officeSettings } from './office-settings.ts';
import { conflictSettings, syncSettings } from './sync-settings.ts';
import { scheduleSettings, warmupSettings } from './warmup-settings.ts';

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** A section whose keys all have defaults is itself optional. */
function section<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject(shape).prefault({} as never);
}

export const configSchema = z.strictObject({
  language: settings.shape.language
    .default('system')
    .describe("The language of the window, the page and messages. `system`: the computer's."),
  theme: settings.shape.theme.default('system').describe("Light or dark. `system`: the computer's."),
  riseColour: settings.shape.riseColour
    .default('system')
    .describe('The colour that stands for a rise. `system`: red in Chinese, green in English.'),
  defaultTimeZone: z
    .string()
    .refine((name) => name === 'system' || isTimeZone(name), {
      error: 'not a time zone',
      params: { 'zh-CN': '没有这个时区' },
    })
    .default('system')
    .describe(
      "The time zone of stores that no file names one for, as an IANA name such as `Asia/Shanghai`. `system`: the computer's.",
    ),
  defaultCurrency: currencyCode
    .default('CNY')
    .describe('The currency of amounts that no file names one for, as an ISO 4217 code.'),
  http: section({
    port: z
      .int()
      .min(0)
      .max(65_535)
      .default(4380)
      .describe('The port that `hub serve` listens on; when it is taken, the next free one. `0`: any free one.')
      .meta({ restart: true }),
    host: z
      .string()
      .min(1)
      .default('127.0.0.1')
      .describe(
        'The address that `hub serve` listens on. Anything but a loopback address lets other computers reach it.',
      )
      .meta({ restart: true }),
    allowedHosts: z
      .array(z.string().min(1))
      .default([])
      .describe('Further names under which a browser may reach the hub, such as `hub.example.com`.')
      .meta({ restart: true }),
    uploadMegabytes: z
      .int()
      .min(1)
      .max(1_000_000)
      .default(4_096)
      .describe('The largest file that a browser may hand over, in MB.')
      .meta({ restart: true }),
  }),
  log: section({
    level: z.enum(LOG_LEVELS).default('info').describe('The least weighty lines that are logged.'),
    keepWeeks: z.int().min(1).max(520).default(8).describe('How many weeks of logs are kept.'),
  }),
  backup: section({
    everyHours: z
      .number()
      .min(0)
      .max(8_760)
      .default(24)
      .describe('Hours from one backup to the next. `0`: none but those made by hand.'),
    keep: z.int().min(1).max(1_000).default(14).describe('How many backups are kept.'),
  }),
  database: section({
    readers: z
      .int()
      .min(1)
      .max(16)
      .default(2)
      .describe('Threads that read the database at the same time.')
      .meta({ restart: true }),
  }),
  cache: section(cacheSettings),
  redis: section(redisSettings),
  warmup: section(warmupSettings),
  schedule: section(scheduleSettings),
  sync: section(syncSettings),
  conflicts: section(conflictSettings),
  office: section(officeSettings),
});

export type Config = z.output<typeof configSchema>;
/** What the file may hold: any of the keys. */
export type ConfigFile = z.input<typeof configSchema>;

/** The values of a configuration file that says nothing. */
export function defaultConfig(): Config {
  return configSchema.parse({});
}
