/** AliExpress keeps the contract of platforms. */
import { aliexpress } from '../../../src-main/sync/platforms/aliexpress/index.ts';
import { createFakeAliexpress } from '../../fakes/aliexpress/index.ts';
import { describePlatform } from './platform-contract.ts';

describePlatform(aliexpress, createFakeAliexpress, {
  errors: [
    { code: 'AppApiCallLimit', action: 'throttle' },
    { code: 'ApiCallLimit', action: 'throttle' },
    { code: 'AppCallLimit', action: 'throttle' },
    { code: 'SellerCallLimit', action: 'throttle' },
    { code: '7', subCode: 'accesscontrol.limited-by-api-access-count', action: 'throttle' },
    { code: '7', action: 'throttle' },
    { code: 'IllegalAccessToken', action: 'reauthorise' },
    { code: 'InvalidSession', action: 'reauthorise' },
    { code: 'IllegalRefreshToken', action: 'reauthorise' },
    { code: '27', subCode: 'invalid-sessionkey', action: 'reauthorise' },
    { code: 'IncompleteSignature', action: 'reauthorise' },
    { code: 'IllegalAppKey', action: 'reauthorise' },
    { code: 'AppWhiteIpLimit', action: 'reauthorise' },
    { code: 'InsufficientPermission', action: 'park' },
    { code: 'InvalidApiPath', action: 'park' },
    { code: 'MissingParameter', action: 'refuse' },
    { code: 'MISSING_PARAMETER', action: 'refuse' },
    { code: 'ServiceTimeout', action: 'retry' },
    { code: 'ServiceUnavailable', action: 'retry' },
    { code: 'InternalError', action: 'retry' },
    { code: '15', subCode: 'isp.remote-service-error', action: 'retry' },
    { code: '15', subCode: 'isv.invalid-parameter', action: 'refuse' },
    { code: 'SomethingNobodyKnows', action: 'refuse' },
  ],
  itemError: 'PRODUCT_UPDATE_FAILED',
  spoils: {
    order: [
      { path: 'pay_amount.amount', value: 'abc', field: 'pay_amount' },
      { path: 'pay_amount', field: 'currency_code' },
      { path: 'pay_amount.currency_code', value: 'BITCOIN', field: 'currency_code' },
      { path: 'gmt_create', value: '2026-02-30 08:00:00', field: 'gmt_create' },
      { path: 'gmt_update', value: '9999-12-31 23:59:59', field: 'gmt_update' },
      { path: 'order_status', field: 'order_status' },
      { path: 'product_list.order_product_dto.0.product_count', value: 'many', field: 'product_count' },
    ],
    orderAlone: { path: 'order_amount.amount', value: 'abc', field: 'order_amount' },
    orderNumber: ['order_id'],
    listing: [
      { path: 'sku_price', value: 'abc', field: 'sku_price' },
      { path: 'currency_code', value: 'BITCOIN', field: 'currency_code' },
    ],
    markOf: ({ sku }) => sku,
  },
  wrongCredentials: [
    { credentials: { appSecret: 'wrong' }, action: 'reauthorise' },
    { credentials: { appKey: '1' }, action: 'reauthorise' },
    { credentials: { accessToken: 'wrong', refreshToken: 'wrong' }, action: 'reauthorise' },
  ],
  clock: { offBy: 3 * 3_600_000, action: 'retry' },
  pagesMove: true,
});
