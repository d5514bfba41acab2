import { inFieldOrder } from '../contract/field-order.js';
import type { CheckReport } from '../index.js';
import { table } from './table.js';
import type { Texts } from './texts.js';

/** The sample of a connection check: a row for each field, in the order of the form, and a column for each user. */
export function sampleTable(texts: Texts, sample: CheckReport['sample'], width: number): string[] {
  const users = sample.map(fieldsOf);
  const fields = Object.keys(inFieldOrder(Object.assign({}, ...users) as Readonly<Record<string, string>>));
  const rows = fields.map((field) => [labelOf(texts, field), ...users.map((user) => user[field] ?? '-')]);
  // Without titles: the first row is the user name.
  return table([{ title: '', keepsWords: true }, ...users.map(() => ({ title: '' }))], rows, width).slice(1);
}

function labelOf(texts: Texts, field: string): string {
  if (field === 'stableId') return texts.t('check.stableId');
  return texts.known(`fields:${field}`) ?? field.replace(/^attributes\./, '');
}

/** The values of a user that are not empty. */
function fieldsOf(user: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  const values = Object.entries(user).map(([name, value]) => [name, textOf(value)] as const);
  return Object.fromEntries(values.filter(([, text]) => text !== ''));
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
