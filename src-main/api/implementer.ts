/** The contract, ready to be implemented, with what stands around every call. */
import { implement } from '@orpc/server';
import { contract } from '#shared/contract/index.ts';
import { aroundEveryCall, type CallSetting } from './call.ts';

export function createImplementer(calls: CallSetting) {
  return implement(contract).use(aroundEveryCall(calls));
}

/**
 * The same, but answers are not held against the contract at run time: for answers that hold sums alone and that the compiler
 * has checked. To check the overview again cost half of all that the main thread allocated for it.
 */
export function createTrustingImplementer(calls: CallSetting): Implementer {
  return implement(contract).$config({ initialOutputValidationIndex: Number.NaN }).use(aroundEveryCall(calls));
}

export type Implementer = ReturnType<typeof createImplementer>;
