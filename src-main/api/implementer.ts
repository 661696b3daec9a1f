/** The contract, ready to be implemented, with what stands around every call. */
import { implement } from '@orpc/server';
import { contract } from '#shared/contract/index.ts';
import { aroundEveryCall, type CallSetting } from './call.ts';

export function createImplementer(calls: CallSetting) {
  return implement(contract).use(aroundEveryCall(calls));
}

export type Implementer = ReturnType<typeof createImplementer>;
