/**
 * Several changes in one request: one aliased mutation for each, carried out one after the other, each with its own errors and
 * its own idempotency key. What one of them meets does not touch the others.
 */
import type { AppError } from '#shared/domain/app-error.ts';
import {
  type Fields,
  faultOf,
  type PlatformApi,
  type PushOutcome,
  type Refusal,
  refusal,
} from '../../../platform/index.ts';
import { SHOPIFY_FAULTS } from '../faults.ts';
import { graphqlApi, read } from '../request.ts';

/** Points that any mutation reserves. */
export const MUTATION_COST = 10;

/** Arguments of one aliased mutation, by name, with their GraphQL types. */
export type Arguments = Readonly<Record<string, { readonly type: string; readonly value: unknown }>>;

export interface Mutation {
  readonly arguments: Arguments;
  /** For those that know `@idempotent`. */
  readonly idempotencyKey?: string;
}

/** The payload of each mutation, in their order. */
export function mutationApi(name: string, selection: string): PlatformApi<readonly Mutation[], readonly Fields[]> {
  return graphqlApi({
    name,
    writes: true,
    cost: (mutations: readonly Mutation[]) => mutations.length * MUTATION_COST,
    document: (mutations) => {
      const declared = mutations.flatMap((mutation, n) => [
        ...Object.entries(mutation.arguments).map(([argument, { type }]) => `$${argument}${n}: ${type}`),
        ...(mutation.idempotencyKey === undefined ? [] : [`$key${n}: String!`]),
      ]);
      const fields = mutations.map((mutation, n) => {
        const given = Object.keys(mutation.arguments).map((argument) => `${argument}: $${argument}${n}`);
        const directive = mutation.idempotencyKey === undefined ? '' : ` @idempotent(key: $key${n})`;
        return `m${n}: ${name}(${given.join(', ')})${directive} { ${selection} }`;
      });
      return `mutation ${name}(${declared.join(', ')}) { ${fields.join(' ')} }`;
    },
    variables: (mutations) =>
      Object.fromEntries(
        mutations.flatMap((mutation, n) => [
          ...Object.entries(mutation.arguments).map(([argument, { value }]) => [`${argument}${n}`, value] as const),
          ...(mutation.idempotencyKey === undefined ? [] : [[`key${n}`, mutation.idempotencyKey] as const]),
        ]),
      ),
    read: (data, mutations) => mutations.map((_, n) => read.fields(data[`m${n}`])),
  });
}

/** The errors of a payload; a payload that is missing altogether is an answer that cannot be read. */
export function errorsOf(payload: Fields): readonly Fields[] {
  if (!Array.isArray(payload.userErrors)) read.id(null, 'userErrors');
  return read.list(payload.userErrors, 'userErrors');
}

export function outcomeOf(changeId: string, error: Fields | undefined): PushOutcome {
  if (!error) return { changeId, outcome: 'done', version: null };
  return { changeId, outcome: 'failed', error: faultIn(error) };
}

function faultIn(error: Fields): AppError {
  return faultOf(SHOPIFY_FAULTS, {
    platform: 'shopify',
    codes: [read.text(error.code)],
    said: read.text(error.message),
  });
}

export function refused(changeId: string, code: Refusal): PushOutcome {
  return { changeId, outcome: 'failed', error: refusal(code, 'shopify') };
}
