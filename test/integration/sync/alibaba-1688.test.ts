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
