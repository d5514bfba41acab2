import type { RowTrial } from '../../shared/api/preview.js';

const LINE = /^\s*([^:\s]+)\s*:\s?(.*)$/;

/** The values of lines such as `mail: ada@example.org`, by attribute. The line of `dn` is the DN. A line without a name is left out. */
export function typedValues(text: string): Pick<RowTrial, 'values' | 'dn'> {
  const values = new Map<string, string[]>();
  let dn = '';
  for (const line of text.split('\n')) {
    const [, name = '', value = ''] = LINE.exec(line) ?? [];
    if (name.toLowerCase() === 'dn') dn = value.trim();
    else if (name !== '') values.set(name, [...(values.get(name) ?? []), value]);
  }
  return { values: Object.fromEntries(values), ...(dn !== '' && { dn }) };
}

/** The number, from 1, of the first line that has text but no attribute with a colon; undefined if there is none. */
export function lineWithoutAttribute(text: string): number | undefined {
  const index = text.split('\n').findIndex((line) => line.trim() !== '' && !LINE.test(line));
  return index === -1 ? undefined : index + 1;
}
