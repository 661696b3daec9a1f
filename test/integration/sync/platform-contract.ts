/** What every platform's adapter must do, whatever its protocol: told to each of them over its own stand-in. */
import { describe, expect, it } from 'vitest';
import type { Platform } from '../../../src-main/sync/platform/index.ts';
import type { CreateFakePlatform } from '../../fakes/index.ts';
import { describeFailing } from './platform-contract-failing.ts';
import type { PlatformFacts } from './platform-contract-kit.ts';
import { describePushing } from './platform-contract-pushing.ts';
import { describeReading } from './platform-contract-reading.ts';
import { describeUnreadable } from './platform-contract-unreadable.ts';

export function describePlatform(platform: Platform, createFake: CreateFakePlatform, facts: PlatformFacts): void {
  const contract = { platform, createFake, facts };
  describe(platform.name, () => {
    it('is the platform of its stand-in, whose credentials are those that it asks for', () => {
      const fake = createFake({ now: () => 0, random: () => 0.5 });
      expect(fake.name).toBe(platform.name);
      const asked = platform.fields.map(({ name }) => name);
      for (const name of Object.keys(fake.credentials)) expect(asked).toContain(name);
      for (const { name } of platform.fields.filter(({ required }) => required)) {
        expect(fake.credentials[name]).toBeTruthy();
      }
    });
    describeReading(contract);
    describeUnreadable(contract);
    describePushing(contract);
    describeFailing(contract);
  });
}
