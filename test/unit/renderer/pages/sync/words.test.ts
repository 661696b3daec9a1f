import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  changeKind,
  changeState,
  conflictPolicy,
  connectionState,
  connectionTest,
  officeStatus,
  type SyncLogLine,
  shopState,
  syncProgress,
  timelineEntry,
} from '../../../../../shared/contract/index.ts';
import { PLATFORMS } from '../../../../../src-main/sync/platforms/index.ts';
import { syncWords as en } from '../../../../../src-renderer/i18n/en/sync.ts';
import { createFormats, createI18n } from '../../../../../src-renderer/i18n/index.ts';
import { syncWords as zhCN } from '../../../../../src-renderer/i18n/zh-CN/sync.ts';
import { NAMED_FIELDS } from '../../../../../src-renderer/pages/sync/credential-fields.tsx';
import { logSentence } from '../../../../../src-renderer/pages/sync/log-words.ts';

const root = join(import.meta.dirname, '../../../../..');
const fields = [...new Set(PLATFORMS.flatMap((platform) => platform.fields.map(({ name }) => name)))];

describe.each([
  ['English', en],
  ['Chinese', zhCN],
])('%s words of the sync page', (_language, words) => {
  it.each([
    ['state of the line', connectionState.options, words.line],
    ['state of a shop', shopState.options, words.shop.states],
    ['state of the head office', officeStatus.shape.state.options, words.office.states],
    ['kind of change', changeKind.options, words.kinds],
    ['state of a change', changeState.options, words.changes.states],
    ['station', timelineEntry.shape.event.options, words.why.events],
    ['policy', conflictPolicy.options, words.policies.choices],
    ['stage', syncProgress.shape.stage.options, words.progress],
    ['step of a connection test', connectionTest.shape.steps.element.shape.step.options, words.connect.steps],
    ['access detail', fields, words.connect.fields],
  ])('have one for every %s', (_what, codes, list) => {
    expect(codes.filter((code) => !Object.hasOwn(list, code))).toEqual([]);
  });
});

describe('access details', () => {
  it('are all shown by their words', () => {
    expect(fields.filter((name) => !NAMED_FIELDS.some((one) => one === name))).toEqual([]);
  });
});

/** Every event that the engine writes into the log, as its source names them. */
function eventsOfEngine(): string[] {
  const found = globSync('src-main/sync/**/*.ts', { cwd: root }).flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8');
    return [...text.matchAll(/noteLog\(tx, \{[^;]*?event: ([^;]*?),\s*(?:details|\})/g)].flatMap(([, said = '']) =>
      [...said.matchAll(/'([a-z-]+)'/g)].map(([, event = '']) => event),
    );
  });
  return [...new Set(found)].sort();
}

describe.each(['en', 'zh-CN'] as const)('the log in words (%s)', (language) => {
  const t = createI18n(language).getFixedT(language, 'sync');
  const formats = createFormats(language);
  const line = (event: string, details: SyncLogLine['details'] = {}): SyncLogLine => ({
    id: 1,
    at: '2026-11-21T07:00:00.000Z',
    shopId: 1,
    level: 'info',
    event,
    details,
  });
  const said = (event: string, details: SyncLogLine['details'] = {}) =>
    logSentence(line(event, details), { t, formats, platform: 'Taobao' });

  it('has a sentence for everything that the engine writes', () => {
    const events = eventsOfEngine();
    expect(events).toContain('sent');
    expect(events.length).toBeGreaterThanOrEqual(9);
    expect(events.filter((event) => said(event) === event)).toEqual([]);
  });

  it('leaves no place in a sentence unfilled', () => {
    const details = {
      added: 1_200,
      changed: 2,
      gone: 0,
      affected: 6,
      products: 10,
      changes: 2,
      putBack: 1,
      caughtUp: 0,
      kind: 'price',
      subject: 'SKU-1',
      code: 'PLATFORM_REFUSED',
      by: 'local',
      resolution: 'local',
    };
    expect(
      eventsOfEngine()
        .map((event) => said(event, details))
        .filter((text) => /\{|undefined/.test(text)),
    ).toEqual([]);
    expect(said('orders-pulled', details)).toContain('1,200');
    expect(said('parked', details)).toContain('Taobao');
    expect(said('parked', { code: 'PUSH_UNSUPPORTED', kind: 'order-note', subject: 'O-1' })).not.toContain(
      'order-note',
    );
  });

  it('tells why a change was put aside in words and by the platform’s own code, never by ours', () => {
    const change = { kind: 'price', subject: 'SKU-1', platform: 'taobao', code: 'PLATFORM_REFUSED' };
    expect(said('parked', change)).not.toContain('PLATFORM_REFUSED');
    const withCode = said('parked', { ...change, said: '被拒绝', remoteCode: 'isv.no-permission' });
    expect(withCode).toContain('被拒绝');
    expect(withCode).toContain('isv.no-permission');
    expect(withCode).toContain('Taobao');
  });

  it('shows an event of a newer engine by its own name', () => {
    expect(said('moon-landed')).toBe('moon-landed');
  });
});
