/**
 * The three functions of `reflect-metadata` that tsyringe, inside @peculiar/x509, wants to find on `Reflect` when it is
 * loaded. Import this file before @peculiar/x509; it does nothing where a full polyfill is present.
 */
type Key = string | symbol | undefined;

const metadata = new WeakMap<object, Map<Key, Map<unknown, unknown>>>();

const polyfill = {
  defineMetadata(name: unknown, value: unknown, target: object, property?: Key): void {
    const properties = metadata.get(target) ?? new Map<Key, Map<unknown, unknown>>();
    metadata.set(target, properties);
    properties.set(property, (properties.get(property) ?? new Map<unknown, unknown>()).set(name, value));
  },
  getOwnMetadata(name: unknown, target: object, property?: Key): unknown {
    return metadata.get(target)?.get(property)?.get(name);
  },
  getMetadata(name: unknown, target: object, property?: Key): unknown {
    for (let holder: object | null = target; holder; holder = Object.getPrototypeOf(holder)) {
      const value = polyfill.getOwnMetadata(name, holder, property);
      if (value !== undefined) {
        return value;
      }
    }
    return undefined;
  },
};

if (!('getMetadata' in Reflect)) {
  Object.assign(Reflect, polyfill);
}
