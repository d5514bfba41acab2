import { Select, type SelectProps } from '@mantine/core';
import type { KeyboardEvent } from 'react';

/**
 * A list that is searched by typing. Enter chooses the highlighted option, or else keeps the current one.
 *
 * Mantine registers the highlighted option shortly after the list opens. Without this handler, a fast typist's Enter
 * would choose nothing and submit the form.
 */
export function SearchableSelect(props: SelectProps) {
  return (
    <Select
      searchable
      selectFirstOptionOnChange
      allowDeselect={false}
      onKeyDownCapture={chooseHighlighted}
      {...props}
    />
  );
}

function chooseHighlighted(event: KeyboardEvent<HTMLInputElement>): void {
  const { ariaExpanded } = event.currentTarget;
  if (event.key !== 'Enter' || event.nativeEvent.isComposing || ariaExpanded !== 'true') return;
  event.preventDefault();
  event.stopPropagation();
  const list = document.getElementById(event.currentTarget.getAttribute('aria-controls') ?? '');
  const option = list?.querySelector('[data-combobox-selected]') ?? list?.querySelector('[data-combobox-active]');
  if (option instanceof HTMLElement) option.click();
}
