import { describe, expect, it } from 'vitest';
import type { PlatformForm } from '../../../../../shared/contract/index.ts';
import { storeId } from '../../../../../shared/contract/primitives.ts';
import { accessOf, EMPTY_DRAFT, storeOf } from '../../../../../src-renderer/pages/sync/connect-draft.ts';

const form: PlatformForm = {
  platform: 'taobao',
  fields: [
    { name: 'appKey', secret: false, required: true },
    { name: 'refreshToken', secret: true, required: false },
  ],
  push: ['price'],
  webhooks: false,
};

describe('what a connection is tested with', () => {
  it('is complete when every required field is filled in', () => {
    expect(accessOf(EMPTY_DRAFT, form)).toBeNull();
    expect(accessOf({ ...EMPTY_DRAFT, credentials: { appKey: '  ' } }, form)).toBeNull();
    expect(accessOf({ ...EMPTY_DRAFT, credentials: { appKey: ' 12 ', refreshToken: '' } }, form)).toEqual({
      platform: 'taobao',
      credentials: { appKey: '12' },
    });
  });

  it('holds no field of another platform', () => {
    const credentials = { appKey: '12', session: 'left over' };
    expect(accessOf({ ...EMPTY_DRAFT, credentials }, form)?.credentials).toEqual({ appKey: '12' });
  });

  it.each(['gateway', 'ftp://gateway', 'javascript:alert(1)'])('is not sent to %j', (baseUrl) => {
    expect(accessOf({ ...EMPTY_DRAFT, credentials: { appKey: '1' }, baseUrl }, form)).toBeNull();
  });

  it('needs something where a platform requires no single field', () => {
    const loose = { ...form, fields: form.fields.map((field) => ({ ...field, required: false })) };
    expect(accessOf(EMPTY_DRAFT, loose)).toBeNull();
  });
});

describe('the store of a shop', () => {
  it('is one that is here or a new one, and said either way', () => {
    const seven = storeId.parse(7);
    expect(storeOf({ ...EMPTY_DRAFT, newStore: ' Riverside ' })).toEqual({ newStore: 'Riverside' });
    expect(storeOf({ ...EMPTY_DRAFT, feeds: 'existing', storeId: seven, newStore: 'x' })).toEqual({ storeId: seven });
    expect(storeOf(EMPTY_DRAFT)).toBeNull();
    expect(storeOf({ ...EMPTY_DRAFT, feeds: 'existing' })).toBeNull();
  });
});
