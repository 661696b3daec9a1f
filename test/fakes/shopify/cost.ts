/**
 * What a query reserves by the published rules: an object 1, a connection 2 and its first so many nodes, a mutation 10; scalars
 * nothing. What it takes in the end is counted from the answer in the same way.
 */
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLInterfaceType,
  GraphQLObjectType,
  getNamedType,
  getNullableType,
  isLeafType,
  isListType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import { schema } from './schema.ts';

export const DEAREST_QUERY = 1_000;
/** No page and no input may be longer. */
export const LONGEST_PAGE = 250;
const MUTATION = 10;
const CONNECTION = 2;

export type Variables = Readonly<Record<string, unknown>>;

export interface RequestedCost {
  readonly points: number;
  /** The longest page asked for. */
  readonly longest: number;
}

export function requestedCost(document: DocumentNode, variables: Variables): RequestedCost {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  let longest = 0;

  function argument(field: FieldNode, name: string): unknown {
    const value = field.arguments?.find((given) => given.name.value === name)?.value;
    if (value?.kind === Kind.INT) return Number(value.value);
    return value?.kind === Kind.VARIABLE ? variables[value.name.value] : undefined;
  }

  function lengthOf(field: FieldNode): number {
    const ids = argument(field, 'ids');
    const length = Array.isArray(ids) ? ids.length : Number(argument(field, 'first') ?? 1);
    longest = Math.max(longest, length);
    return length;
  }

  function selections(set: SelectionSetNode | undefined, parent: GraphQLObjectType | GraphQLInterfaceType): number {
    let points = 0;
    for (const selection of set?.selections ?? []) {
      if (selection.kind === Kind.FIELD) points += field(selection, parent);
      else {
        const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
        const type = fragment?.typeCondition ? schema.getType(fragment.typeCondition.name.value) : parent;
        if (isComposite(type)) points += selections(fragment?.selectionSet, type);
      }
    }
    return points;
  }

  function field(node: FieldNode, parent: GraphQLObjectType | GraphQLInterfaceType): number {
    const definition = parent.getFields()[node.name.value];
    if (!definition || node.name.value === 'pageInfo') return 0;
    const type = getNamedType(definition.type);
    if (parent === schema.getMutationType()) return MUTATION;
    if (isLeafType(type) || !isComposite(type)) return 0;
    const within = selections(node.selectionSet, type);
    if (type.name.endsWith('Connection')) return CONNECTION + lengthOf(node) * within;
    // The nodes of a connection are as many as the connection was asked for.
    const isPlainList = isListType(getNullableType(definition.type)) && node.name.value !== 'nodes';
    const times = isPlainList || argument(node, 'ids') !== undefined ? lengthOf(node) : 1;
    return times * (1 + within);
  }

  let points = 0;
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    const root = definition.operation === 'mutation' ? schema.getMutationType() : schema.getQueryType();
    if (root) points += selections(definition.selectionSet, root);
  }
  return { points, longest };
}

function isComposite(type: unknown): type is GraphQLObjectType | GraphQLInterfaceType {
  return type instanceof GraphQLObjectType || type instanceof GraphQLInterfaceType;
}

/** What an answer's data costs by the same rules. */
export function actualCost(data: unknown): number {
  if (typeof data !== 'object' || data === null) return 0;
  let points = 0;
  if (Array.isArray(data)) {
    for (const item of data) points += actualCost(item);
    return points;
  }
  points = 'pageInfo' in data ? CONNECTION : 1;
  for (const name in data) {
    if (name !== 'pageInfo') points += actualCost((data as Readonly<Record<string, unknown>>)[name]);
  }
  return points;
}
