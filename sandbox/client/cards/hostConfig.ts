import type { HostConfig } from 'adaptivecards';
import type { Theme } from '../shell/theme.js';
import { cardLibrary } from './cardLibrary.js';

type Settings = {
  separator: { lineColor: string };
  containerStyles: Record<string, ContainerStyle>;
  fontTypes: Record<string, FontType>;
};
type ContainerStyle = {
  backgroundColor: string;
  borderColor: string;
  foregroundColors: Record<string, { default: string; subtle: string }>;
};
type FontType = { fontFamily: string };

const files: Readonly<Record<Theme, string>> = { light: 'teamsLight.json', dark: 'teamsDark.json' };

const fonts =
  "'Segoe UI', 'Segoe UI Web (West European)', Selawik, -apple-system, 'Liberation Sans', system-ui, sans-serif";
const monospace = "Consolas, 'Cascadia Mono', 'Courier New', 'DejaVu Sans Mono', monospace";

/** Today's colours of Teams where the published host config still has older, paler ones. */
const today: Readonly<Record<Theme, Readonly<Record<string, string>>>> = {
  light: {
    default: '#242424',
    subtle: '#616161',
    accent: '#5b5fc7',
    good: '#237b4b',
    warning: '#835c00',
    attention: '#c4314b',
  },
  dark: {
    default: '#ffffff',
    subtle: '#adadad',
    accent: '#a6abf8',
    good: '#92c353',
    warning: '#f8d22a',
    attention: '#f1707b',
  },
};

/** The containers' backgrounds, on which the colours above can be read. */
const backgrounds: Readonly<Record<Theme, Readonly<Record<string, string>>>> = {
  light: {
    default: 'transparent',
    emphasis: '#f5f5f5',
    accent: '#ecedfa',
    good: '#f1faf1',
    warning: '#fff8e6',
    attention: '#fdf3f4',
  },
  dark: {
    default: 'transparent',
    emphasis: '#333333',
    accent: '#35355a',
    good: '#1e2f1e',
    warning: '#3a3118',
    attention: '#3b1f24',
  },
};

const lines: Readonly<Record<Theme, string>> = { light: '#e0e0e0', dark: '#3d3d3d' };

const loaded = new Map<Theme, Promise<HostConfig>>();

/** Teams' host config of a theme, read once. */
export function hostConfigFor(theme: Theme): Promise<HostConfig> {
  const known = loaded.get(theme);
  if (known !== undefined) {
    return known;
  }
  const loading = load(theme);
  loaded.set(theme, loading);
  return loading;
}

async function load(theme: Theme): Promise<HostConfig> {
  const response = await fetch(`/modules/${files[theme]}`);
  const settings: Settings = await response.json();
  for (const [name, font] of Object.entries(settings.fontTypes)) {
    font.fontFamily = name === 'monospace' ? monospace : fonts;
  }
  settings.separator.lineColor = lines[theme];
  for (const [name, backgroundColor] of Object.entries(backgrounds[theme])) {
    const style = settings.containerStyles[name];
    if (style) {
      style.backgroundColor = backgroundColor;
      recolour(style, today[theme]);
    }
  }
  return new cardLibrary.HostConfig(settings);
}

function recolour({ foregroundColors }: ContainerStyle, colours: Readonly<Record<string, string>>): void {
  for (const [name, pair] of Object.entries(foregroundColors)) {
    const colour = colours[name];
    if (colour) {
      pair.default = colour;
      pair.subtle = name === 'default' ? (colours['subtle'] ?? colour) : colour;
    }
  }
}
