import { useEffect, useState } from 'preact/hooks';
import { currentTheme, onThemeChange, type Theme } from './theme.js';

/** The theme shown now; draws again when it changes. */
export function useTheme(): Theme {
  const [theme, setTheme] = useState(currentTheme);
  useEffect(() => onThemeChange(setTheme), []);
  return theme;
}
