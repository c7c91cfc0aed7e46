import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { useWorkbench } from './workbench-context.ts';

interface ActionButtonProps {
  icon?: LucideIcon;
  /** Spoken and shown on hover; the visible text when there are no children. */
  label: string;
  children?: ReactNode;
  look?: 'plain' | 'primary' | 'quiet' | 'forced';
  /** A sentence about it, shown on hover. */
  about?: string;
  /** Spoken instead of the label, where the place on the page is what the eye tells it from others by; begins with the label. */
  spoken?: string;
  /** Only the icon is drawn. */
  iconOnly?: boolean;
  /** Why it cannot be used now; it stays reachable and says so. */
  why?: string | null;
  onPress?: () => void;
  className?: string;
  /** A switch: on or off. */
  pressed?: boolean;
}

/** A button that says why when it cannot be used. */
export function ActionButton({
  icon: Icon,
  label,
  children,
  about: sentence,
  look = 'plain',
  spoken,
  iconOnly,
  why,
  onPress,
  className,
  pressed,
}: ActionButtonProps) {
  const { t } = useWorkbench();
  const text = children ?? label;
  const name = spoken ?? label;
  const about = why ? t('button.why', { name, why }) : name;
  return (
    <Button
      className={`wb-button wb-button-${look}${iconOnly ? ' wb-button-icon' : ''}${className ? ` ${className}` : ''}`}
      aria-label={iconOnly || why || spoken ? about : undefined}
      onPress={() => {
        if (!why) onPress?.();
      }}
      render={(props) => (
        <button
          {...props}
          aria-pressed={pressed}
          aria-disabled={why ? true : undefined}
          title={iconOnly || why || text !== label ? about : sentence}
        />
      )}
    >
      {Icon && <Icon aria-hidden="true" size={16} strokeWidth={1.75} />}
      {!iconOnly && <span>{text}</span>}
    </Button>
  );
}
