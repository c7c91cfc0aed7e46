import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';

interface ActionButtonProps {
  icon?: LucideIcon;
  /** Spoken and shown on hover; the visible text when there are no children. */
  label: string;
  children?: ReactNode;
  look?: 'plain' | 'primary' | 'quiet' | 'forced';
  /** A sentence about it, shown on hover. */
  about?: string;
  /** Only the icon is drawn. */
  iconOnly?: boolean;
  /** Why it cannot be used now; it stays reachable and says so. */
  why?: string | null;
  onPress?: () => void;
  className?: string;
}

/** A button that says why when it cannot be used. */
export function ActionButton({
  icon: Icon,
  label,
  children,
  about: sentence,
  look = 'plain',
  iconOnly,
  why,
  onPress,
  className,
}: ActionButtonProps) {
  const text = children ?? label;
  const about = why ? `${label}. ${why}` : label;
  return (
    <Button
      className={`wb-button wb-button-${look}${iconOnly ? ' wb-button-icon' : ''}${className ? ` ${className}` : ''}`}
      aria-label={iconOnly || why ? about : undefined}
      onPress={() => {
        if (!why) onPress?.();
      }}
      render={(props) => (
        <button {...props} aria-disabled={why ? true : undefined} title={iconOnly || why || text !== label ? about : sentence} />
      )}
    >
      {Icon && <Icon aria-hidden="true" size={16} strokeWidth={1.75} />}
      {!iconOnly && <span>{text}</span>}
    </Button>
  );
}
