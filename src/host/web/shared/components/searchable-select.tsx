import { Select, type SelectProps } from '@mantine/core';
import type { KeyboardEvent } from 'react';

/**
 * A list that is searched by typing: Enter takes what is highlighted, else what was chosen before.
 *
 * Mantine counts the highlighted option a moment after the list opens, so that the Enter of somebody who types fast
 * chose nothing and sent the form off.
 */
export function SearchableSelect(props: SelectProps) {
  return (
    <Select searchable selectFirstOptionOnChange allowDeselect={false} onKeyDownCapture={takeHighlighted} {...props} />
  );
}

function takeHighlighted(event: KeyboardEvent<HTMLInputElement>): void {
  const { ariaExpanded } = event.currentTarget;
  if (event.key !== 'Enter' || event.nativeEvent.isComposing || ariaExpanded !== 'true') return;
  event.preventDefault();
  event.stopPropagation();
  const list = document.getElementById(event.currentTarget.getAttribute('aria-controls') ?? '');
  const chosen = list?.querySelector('[data-combobox-selected]') ?? list?.querySelector('[data-combobox-active]');
  if (chosen instanceof HTMLElement) chosen.click();
}
