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
  wrongCredentials: [
    { credentials: { appSecret: 'wrong' }, action: 'reauthorise' },
    { credentials: { appKey: '1' }, action: 'reauthorise' },
    { credentials: { accessToken: 'wrong', refreshToken: 'wrong' }, action: 'reauthorise' },
  ],
  clock: { offBy: 3 * 3_600_000, action: 'retry' },
  pagesMove: true,
});
