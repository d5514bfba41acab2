import { soughtForm } from './text-form.js';
import type { RowConversion } from './row-conversion.js';

/** The parts between the separators, or the one at a position; empty if there is none. */
export function split({ separator = '', part }: RowConversion): (text: string) => string | readonly string[] {
  const sought = soughtForm(separator);
  return (text) => {
    const parts = sought === '' ? [text] : text.split(sought);
    return part === undefined ? parts : (parts.at(part > 0 ? part - 1 : part) ?? '');
  };
}
