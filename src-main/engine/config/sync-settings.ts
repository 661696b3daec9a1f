/** The settings of sync with platforms. */
import { z } from 'zod';
import { conflictPolicy } from '#shared/contract/index.ts';

export const syncSettings = {
  enabled: z
    .boolean()
    .default(true)
    .describe('Whether connected shops are listed, and what waits is sent, by themselves.'),
  everySeconds: z
    .int()
    .min(10)
    .max(86_400)
    .default(60)
    .describe('Seconds from one look at what changed in a shop to the next.'),
  fullEveryHours: z
    .int()
    .min(1)
    .max(720)
    .default(24)
    .describe('Hours from one listing of all products of a shop to the next: only that finds what is gone.'),
  shareStock: z
    .boolean()
    .default(true)
    .describe(
      "Whether what one shop sells is taken off the store's other shops too. Off where shops have stock of their own.",
    ),
  firstDays: z.int().min(1).max(3_650).default(90).describe('How many days of orders the first sync of a shop brings.'),
};

const WHO = 'Who wins where both sides changed it: `remote`, `local`, `newest`, `merge`, or `ask` a person.';

export const conflictSettings = {
  price: conflictPolicy.default('ask').describe(`Prices. ${WHO}`),
  title: conflictPolicy.default('local').describe(`Product names. ${WHO}`),
  note: conflictPolicy.default('merge').describe(`Notes of orders. ${WHO}`),
};
