import type { AttributeValue } from '../directory-user.js';
import type { Candidate, Unusable } from '../unusable.js';
import { firstPresent } from './attribute-source.js';
import type { RowSource } from './row-source.js';
import type { RowNames, Source } from './source.js';
import { valuesOf } from './sources.js';
import { parseTemplate } from './template-text.js';

type Piece = { readonly text: string; readonly key?: undefined } | { readonly attribute: string; readonly key: string };

/** One value: the text of the template with the first value of each attribute. If one has none, there is no value. */
export function templateSource({ text = '', whenMissing = 'noValue' }: RowSource, { field }: RowNames): Source {
  const pieces = (parseTemplate(text) ?? []).map((piece): Piece =>
    'text' in piece ? piece : { ...piece, key: piece.attribute.toLowerCase() },
  );
  const missing = (attribute: string): readonly Candidate[] =>
    whenMissing === 'problem' ? [unusable('VALUE_MISSING', { attribute, field }, null)] : [];
  return (entry) => {
    let result = '';
    for (const piece of pieces) {
      if (piece.key === undefined) {
        result += piece.text;
        continue;
      }
      const value = firstPresent(valuesOf(entry, piece.key));
      if (value === undefined) return missing(piece.attribute);
      if (typeof value !== 'string')
        return [unusable('VALUE_UNREADABLE', { attribute: piece.attribute, field }, value)];
      result += value;
    }
    return result;
  };
}

function unusable(code: Unusable['problem']['code'], params: RowNames, value: AttributeValue | null): Unusable {
  return { problem: { code, params }, value };
}
