import type { RJSFSchema } from '@rjsf/utils';
import { isRecord } from './is-record.js';

/** A container that a setting names, with what the setting says about it. */
export interface Statement {
  readonly dn: string;
  readonly stableId?: string;
  readonly [choice: string]: string | undefined;
}

interface Choice {
  /** Of the property. */
  readonly name: string;
  readonly title: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

/** Reads the statements defensively, because settings edited outside the form can have any shape. */
export function statementsIn(value: unknown): readonly Statement[] {
  if (!Array.isArray(value)) return [];
  return value.map((each: unknown) => {
    const texts = isRecord(each) ? Object.entries(each).filter(([, text]) => typeof text === 'string') : [];
    return { dn: '', ...(Object.fromEntries(texts) as Readonly<Record<string, string>>) };
  });
}

/**
 * The property of the statements that has choices.
 *
 * @param translate the titles, if the schema has keys.
 */
export function choiceOf({ items }: RJSFSchema, translate = (text: string) => text): Choice {
  const properties = isRecord(items) && isRecord(items['properties']) ? items['properties'] : {};
  const [name, schema] = Object.entries(properties).find(([, each]) => isRecord(each) && 'oneOf' in each) ?? ['', {}];
  const { title = name, oneOf = [] } = schema as RJSFSchema;
  const options = oneOf.flatMap((each) => {
    if (!isRecord(each)) return [];
    const { const: value, title: label } = each;
    return typeof value === 'string' && typeof label === 'string' ? [{ value, label: translate(label) }] : [];
  });
  return { name, title, options };
}

/** A statement as one line of text: the DN, with the choice unless it is the first one. */
export function lineOf(statement: Statement, { name, options }: Choice): string {
  const chosen = options.find(({ value }) => value === statement[name]);
  return chosen && chosen !== options[0] ? `${statement.dn} (${chosen.label})` : statement.dn;
}
