import type { JSX } from 'preact';
import { usePage } from '../state/usePage.js';
import { Icon, type IconName } from './icons.js';
import { chooseTheme } from './theme.js';
import { useTheme } from './useTheme.js';

/** The left rail. */
export function AppRail(): JSX.Element {
  const { state, acts } = usePage();
  const theme = useTheme();
  const other = theme === 'dark' ? 'light' : 'dark';
  const unread = Object.values(state.unread).reduce((sum, count) => sum + count, 0);
  return (
    <nav class="rail" aria-label="Apps">
      <RailButton icon="chat" title="Chat" pressed={!state.panelShown} badge={unread} onClick={() => acts.showList()} />
      <RailButton icon="flask" title="Sandbox" pressed={state.panelShown} onClick={() => acts.togglePanel()} />
      <span class="rail-gap" />
      <RailButton
        icon={other}
        title={other === 'dark' ? 'Dark' : 'Light'}
        label={`Use the ${other} theme`}
        onClick={() => chooseTheme(other)}
      />
    </nav>
  );
}

interface RailButtonProps {
  icon: IconName;
  title: string;
  /** Where the title alone does not say what the button does. */
  label?: string;
  pressed?: boolean;
  badge?: number;
  onClick: () => void;
}

function RailButton({ icon, title, label, pressed, badge = 0, onClick }: RailButtonProps): JSX.Element {
  return (
    <button type="button" class="rail-button" aria-label={label} aria-pressed={pressed} onClick={onClick}>
      <Icon name={icon} />
      <span class="rail-title">{title}</span>
      {badge > 0 && (
        <span class="badge">
          {badge}
          <span class="hidden"> unread</span>
        </span>
      )}
    </button>
  );
}
