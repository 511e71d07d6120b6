/** Teams' two usual themes. */
export type Theme = 'light' | 'dark';

const storageKey = 'theme';
const listeners = new Set<(theme: Theme) => void>();
const system = matchMedia('(prefers-color-scheme: dark)');

/** The chosen theme, else the system's. */
export function currentTheme(): Theme {
  const chosen = localStorage.getItem(storageKey);
  if (chosen === 'light' || chosen === 'dark') {
    return chosen;
  }
  return system.matches ? 'dark' : 'light';
}

/** The theme's name in `task/fetch`. */
export function themeForBots(): 'default' | 'dark' {
  return currentTheme() === 'dark' ? 'dark' : 'default';
}

/** Shows the theme and follows the system until somebody chooses. */
export function startTheme(): void {
  apply();
  system.addEventListener('change', apply);
}

export function chooseTheme(theme: Theme): void {
  localStorage.setItem(storageKey, theme);
  apply();
}

/** Calls `listener` at every change until the returned function is called. */
export function onThemeChange(listener: (theme: Theme) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function apply(): void {
  const theme = currentTheme();
  document.documentElement.dataset['theme'] = theme;
  for (const listener of listeners) {
    listener(theme);
  }
}
