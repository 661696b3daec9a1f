/** What the stand-in lacks must never look like something that is there: reading it is an error. */

/** Read by Node, by promises and by printing, on any object at all. */
const ASKED_OF_EVERYTHING: ReadonlySet<string | symbol> = new Set([
  'then',
  'toJSON',
  'constructor',
  'inspect',
  'nodeType',
]);

/** Gives the object with an error in the place of everything it does not have. */
export function refusing<Thing extends object>(name: string, thing: Thing): Thing {
  return new Proxy(thing, {
    get(target, property) {
      if (property in target) {
        const value: unknown = Reflect.get(target, property, target);
        return typeof value === 'function' ? value.bind(target) : value;
      }
      if (typeof property === 'symbol' || ASKED_OF_EVERYTHING.has(property)) return undefined;
      throw new Error(`The Electron stand-in has no ${name}.${property}: add it to test/electron-host.`);
    },
  });
}
