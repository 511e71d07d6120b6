/** The same thing, with every call of its methods, and of those of its parts, written down. */
export function watched<T extends object>(what: string, target: T, calls: string[]): T {
  return new Proxy(target, {
    get: (_target, name) => {
      const part: unknown = Reflect.get(target, name, target);
      if (typeof part === 'function') {
        return (...args: unknown[]) => {
          calls.push(`${what}.${String(name)}`);
          return Reflect.apply(part, target, args);
        };
      }
      return typeof part === 'object' && part !== null ? watched(`${what}.${String(name)}`, part, calls) : part;
    },
  });
}
