import type { RJSFSchema } from '@rjsf/utils';
import { isRecord } from './is-record.js';

/** A part of a row of the mapping: what is chosen, with what belongs to that choice. */
export type RowPart = Readonly<Record<string, unknown>>;

export interface PartSchema {
  /** The property that holds the choice. */
  readonly selector: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  /** The properties that belong to a choice. */
  readonly namesOf: (choice: string) => readonly string[];
  readonly isRequired: (choice: string, name: string) => boolean;
  readonly schemaOf: (name: string) => RJSFSchema;
}

/** How the schema describes a part: the property with `x-parts` chooses, and lists what belongs to each choice. */
export function partSchema(schema: unknown): PartSchema | undefined {
  const properties = propertiesOf(schema);
  const found = Object.entries(properties).find(([, each]) => isRecord(each) && isRecord(each['x-parts']));
  if (!found) return undefined;
  const [selector, selectorSchema] = found as [string, RJSFSchema];
  const parts = selectorSchema['x-parts'] as Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  return {
    selector,
    choices: choicesOf(selectorSchema),
    namesOf: (name) => [...(parts[name]?.['required'] ?? []), ...(parts[name]?.['optional'] ?? [])],
    isRequired: (choice, name) => parts[choice]?.['required']?.includes(name) ?? false,
    schemaOf: (name) => (isRecord(properties[name]) ? properties[name] : {}),
  };
}

/** The schema of a part of the rows, by its name. */
export function rowPartSchema(mapping: RJSFSchema, name: string): RJSFSchema {
  const part = propertiesOf(mapping.items)[name];
  return isRecord(part) ? part : {};
}

export function choicesOf({ oneOf = [] }: RJSFSchema): { value: string; label: string }[] {
  return oneOf.flatMap((each) =>
    isRecord(each) ? [{ value: String(each['const']), label: String(each['title']) }] : [],
  );
}

/** The part with another choice. What does not belong to it is dropped; the first choice alone is no part at all. */
export function chosen(part: PartSchema, before: RowPart, choice: string): RowPart | undefined {
  const kept = part.namesOf(choice).flatMap((name) => (name in before ? [[name, before[name]] as const] : []));
  return withoutDefault(part, { [part.selector]: choice, ...Object.fromEntries(kept) });
}

/** The part with another value. An empty one is left out. */
export function withValue(part: PartSchema, before: RowPart, name: string, value: unknown): RowPart | undefined {
  const { [name]: _replaced, ...others } = before;
  const isEmpty = value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
  return withoutDefault(part, isEmpty ? others : { ...others, [name]: value });
}

function withoutDefault({ selector, choices }: PartSchema, value: RowPart): RowPart | undefined {
  const isDefault = value[selector] === choices[0]?.value && Object.keys(value).length === 1;
  return isDefault ? undefined : value;
}

function propertiesOf(schema: unknown): Readonly<Record<string, unknown>> {
  return isRecord(schema) && isRecord(schema['properties']) ? schema['properties'] : {};
}
