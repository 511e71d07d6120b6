/** For whom the app is installed personally, as Microsoft Graph sees it. */
export interface Installations {
  has(personKey: string): boolean;
  /** @returns false when the person cannot have apps. */
  install(personKey: string): boolean;
}

/** A world without Teams: the app is there for whom it was installed, and nobody hears of it. */
export function installedForNobody(): Installations {
  const keys = new Set<string>();
  return {
    has: (key) => keys.has(key),
    install: (key) => {
      keys.add(key);
      return true;
    },
  };
}
