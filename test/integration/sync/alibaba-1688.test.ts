import { alibaba1688 } from '../../../src-main/sync/platforms/alibaba-1688/index.ts';
import { createFake1688 } from '../../fakes/alibaba-1688/index.ts';
import { describePlatform } from './platform-contract.ts';

describePlatform(alibaba1688, createFake1688, {
  errors: [
    { code: 'gw.QosAppFrequencyLimit', action: 'throttle' },
    { code: 'gw.SignatureInvalid', action: 'reauthorise' },
    { code: 'gw.SignatureMissing', action: 'reauthorise' },
    { code: 'gw.AppKeyMissing', action: 'reauthorise' },
    { code: 'gw.APIACLDecline', action: 'park' },
    { code: 'gw.APIUnsupported', action: 'refuse' },
    { code: 'gw.ParamMissing', action: 'refuse' },
    { code: 'gw.SystemError', action: 'retry' },
    { code: '401', action: 'reauthorise' },
    { code: '403', action: 'park' },
    { code: '500', action: 'retry' },
    { code: '503', action: 'retry' },
    { code: 'SYS_ERROR', action: 'retry' },
    { code: 'INVALID_PARAM', action: 'refuse' },
    { code: '5001', action: 'refuse' },
    { code: '5002', action: 'refuse' },
  ],
  itemError: 'SKU_NOT_EXIST',
  spoils: {
    order: [
      { path: 'totalAmount', value: 'abc', field: 'totalAmount' },
      { path: 'totalAmount', field: 'totalAmount' },
      { path: 'createTime', value: '20260230080000000+0800', field: 'createTime' },
      { path: 'modifyTime', value: '99990301080000000+0800', field: 'modifyTime' },
      { path: 'status', field: 'status' },
      { path: 'currency', value: 'BITCOIN', field: 'currency' },
    ],
    orderNumber: ['id', 'idOfStr'],
    listing: [
      { path: 'price', value: 'abc', field: 'price' },
      { path: 'amountOnSale', value: '1,5', field: 'amountOnSale' },
    ],
  },
  wrongCredentials: [
    { credentials: { appKey: '2000000' }, action: 'reauthorise' },
    { credentials: { appSecret: 'wrong' }, action: 'reauthorise' },
    { credentials: { accessToken: 'wrong', refreshToken: 'wrong' }, action: 'reauthorise' },
  ],
  clock: null,
  takesAnyWindow: true,
  pagesMove: true,
  listsShipments: true,
  listsNotes: true,
});
