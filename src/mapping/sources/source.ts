import { readsBytes } from '../conversions/row-conversion.js';
import type { AttributeValue, Entry } from '../directory-user.js';
import type { MappingRule } from '../mapping-rule.js';
import type { Candidate } from '../unusable.js';
import { dnValueSource, entryDnSource } from './dn-sources.js';
import { attributeSource, bytesSource } from './attribute-source.js';
import { hasOrderOfServer } from '../expression/expression.js';
import { expressionSource } from './expression-source.js';
import { describeSource } from './sources.js';
import { templateSource } from './template-source.js';

/** What a source takes from an entry: its only value, or a list of several, of none, or of what cannot be used. */
export type Taken = AttributeValue | readonly Candidate[];

/** The values that a row takes from an entry, before they are converted. Never throws. */
export type Source = (entry: Entry) => Taken;

/** The names that a problem of the row reports. */
export type RowNames = Pick<MappingRule, 'attribute' | 'field'>;

/** Prepares the source of a row once. */
export function prepareSource(row: Omit<MappingRule, 'required'>): Source {
  const { attribute, source, conversions = [] } = row;
  const names = namesOf(row);
  switch (source?.kind) {
    case 'constant': {
      const { text = '' } = source;
      return () => text;
    }
    case 'template':
      return templateSource(source, names);
    case 'expression':
      return expressionSource(source, names);
    case 'entryDn':
      return entryDnSource(source, names);
    case 'dnValue':
      return dnValueSource(attribute, source, names);
    default: {
      const attributes = [attribute, ...(source?.alternatives ?? [])];
      return readsBytes(conversions) ? bytesSource(attributes) : attributeSource(attributes);
    }
  }
}

/** Whether the values of a row are in an order that the server chose, and may change: nobody wrote them in this order. */
export function hasServerOrder({ source }: Pick<MappingRule, 'source'>): boolean {
  const { kind = 'attribute', text = '' } = source ?? {};
  return kind === 'attribute' || kind === 'dnValue' || (kind === 'expression' && hasOrderOfServer(text));
}

/** The names under which the problems of a row are reported. */
export function namesOf(row: Pick<MappingRule, 'attribute' | 'field' | 'source'>): RowNames {
  return { attribute: describeSource(row), field: row.field };
}
