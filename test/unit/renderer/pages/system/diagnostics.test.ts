import { describe, expect, it } from 'vitest';
import { diagnosticsText } from '../../../../../src-renderer/pages/system/diagnostics.ts';

const AT = '2026-11-21T05:00:00.000Z';
const info = {
  version: '1.2.3',
  mode: 'hub',
  platform: 'linux x64',
  orders: 7,
  stores: 2,
  dataDirectory: '/home/chen/mendian',
} as const;

describe('the diagnostics', () => {
  it('say what runs and how each service is', () => {
    const service = { name: 'database', optional: false, state: 'healthy', facts: { bytes: 4_096 } } as const;
    const health = { state: 'healthy' as const, services: [service] };
    expect(JSON.parse(diagnosticsText(info, health, AT))).toEqual({
      at: AT,
      version: '1.2.3',
      mode: 'hub',
      platform: 'linux x64',
      orders: 7,
      stores: 2,
      health,
    });
  });

  it('leave out where the data lies, which may name a person', () => {
    expect(diagnosticsText(info, undefined, AT)).not.toContain('chen');
  });

  it('can be copied while the health is unknown', () => {
    expect(JSON.parse(diagnosticsText(info, undefined, AT))).toMatchObject({ version: '1.2.3', health: null });
  });
});
