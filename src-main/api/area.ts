/** An area is a part of the contract as the engine offers it: one plain function a procedure, checked input in, output out. */
import type { AnyContractRouter, ContractProcedure, InferSchemaInput, InferSchemaOutput } from '@orpc/contract';
import type { contract } from '#shared/contract/index.ts';

export interface CallOptions {
  /** Aborted when the caller has gone. */
  readonly signal?: AbortSignal | undefined;
}

export type Area<Contract> = {
  readonly [Name in keyof Contract]: Contract[Name] extends ContractProcedure<
    infer Input,
    infer Output,
    infer _Errors,
    infer _Meta
  >
    ? (input: InferSchemaOutput<Input>, options: CallOptions) => Promise<InferSchemaInput<Output>>
    : Contract[Name] extends AnyContractRouter
      ? Area<Contract[Name]>
      : never;
};

/** Everything that the API offers, area by area. */
export type Areas = Area<typeof contract>;
