/** One business call: it gives what stands within the envelope, and throws what the gateway answers with. */

export type Params = Readonly<Record<string, string>>;

export interface MethodContext {
  /** The error that the item at this place fails with; null: it does not. */
  failureAt(place: number): string | null;
}

export type Method = (params: Params, context: MethodContext) => object;

export class MethodError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** A structure that is sent as JSON text; as its text where ids in it would be rounded. */
export function parameter<Shape>(params: Params, name: string, isText = false): Shape {
  const text = params[name];
  if (text === undefined) throw new MethodError('MissingParameter', `${name} is missing`);
  try {
    const parsed = JSON.parse(text) as Shape;
    return isText ? (text as Shape) : parsed;
  } catch (error) {
    throw new MethodError('InvalidParameter', `${name}: ${error instanceof Error ? error.message : error}`);
  }
}
