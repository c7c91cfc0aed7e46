import type { LucideIcon } from 'lucide-react';
import { ToggleButton } from 'react-aria-components';

interface ToolToggleProps {
  icon: LucideIcon;
  label: string;
  about?: string;
  on: boolean;
  onChange: (on: boolean) => void;
  iconOnly?: boolean;
}

/** A tool that is on or off: pressed in, and said so. */
export function ToolToggle({ icon: Icon, label, about, on, onChange, iconOnly }: ToolToggleProps) {
  return (
    <ToggleButton
      className={`wb-button wb-button-quiet wb-trend-tool${iconOnly ? ' wb-button-icon' : ''}`}
      isSelected={on}
      onChange={onChange}
      aria-label={iconOnly ? label : undefined}
      render={(props) => <button {...props} title={about ?? (iconOnly ? label : undefined)} />}
    >
      <Icon aria-hidden="true" size={16} strokeWidth={1.75} />
      {!iconOnly && <span>{label}</span>}
    </ToggleButton>
  );
}
