import type { RowTrial } from '../../shared/api/preview.js';

/** The values of lines such as `mail: ada@example.org`, by attribute. The line of `dn` is the DN. A line without a name is left out. */
export function typedValues(text: string): Pick<RowTrial, 'values' | 'dn'> {
  const values = new Map<string, string[]>();
  let dn = '';
  for (const line of text.split('\n')) {
    const [, name = '', value = ''] = /^\s*([^:\s]+)\s*:\s?(.*)$/.exec(line) ?? [];
    if (name.toLowerCase() === 'dn') dn = value.trim();
    else if (name !== '') values.set(name, [...(values.get(name) ?? []), value]);
  }
  return { values: Object.fromEntries(values), ...(dn !== '' && { dn }) };
}
