import type { RJSFSchema, UiSchema } from '@rjsf/utils';
import type { SettingsForm } from '../../shared/api/jobs.js';
import { isRecord } from './flat-settings.js';
import type { FormFacts } from './form-facts.js';
import { WIDGETS } from './widgets/by-name.js';

export interface FormSchema {
  readonly schema: RJSFSchema;
  readonly uiSchema: UiSchema<object, RJSFSchema, FormFacts>;
}

/** Widgets that take the whole width of a section. */
const WIDE: ReadonlySet<string> = new Set(['switch', 'cron', 'lines', 'certificate', 'mapping']);

type Named = (text: string) => string;

/**
 * The schema that is drawn: one object per section of the layout, holding its settings under their dotted paths, with
 * the widget that the layout names and every text in the reader's language.
 */
export function buildFormSchema({ schema, layout }: SettingsForm, named: Named): FormSchema {
  const properties: Record<string, RJSFSchema> = {};
  const uiSchema: UiSchema<object, RJSFSchema, FormFacts> = { 'ui:submitButtonOptions': { norender: true } };
  layout.sections.forEach((section, index) => {
    const key = sectionKey(index);
    const fields = section.fields.map(({ path, widget }) => ({ path, widget, schema: schemaAt(schema, path) }));
    properties[key] = {
      type: 'object',
      title: named(section.title),
      ...(section.help ? { description: named(section.help) } : {}),
      properties: Object.fromEntries(fields.map((field) => [field.path, translated(field.schema, named)])),
    };
    uiSchema[key] = Object.fromEntries(
      fields.map(({ path, widget }) => [
        path,
        { 'ui:widget': WIDGETS[widget], 'ui:options': { wide: WIDE.has(widget) } },
      ]),
    );
  });
  return { schema: { type: 'object', properties }, uiSchema };
}

export function sectionKey(index: number): string {
  return `section${index}`;
}

/** The schema of one setting, by its dotted path. */
export function schemaAt(root: object, path: string): RJSFSchema {
  let place = resolved(root, root);
  for (const key of path.split('.')) {
    const properties = isRecord(place['properties']) ? place['properties'] : {};
    place = resolved(root, properties[key]);
  }
  return place;
}

/** Follows `$ref` inside the document. What stands beside it counts more. */
function resolved(root: object, schema: unknown): Record<string, unknown> {
  if (!isRecord(schema)) return {};
  const { $ref: reference, ...beside } = schema;
  if (typeof reference !== 'string') return schema;
  const target = reference
    .replace(/^#\//, '')
    .split('/')
    .reduce<unknown>((place, key) => (isRecord(place) ? place[key] : undefined), root);
  return { ...resolved(root, target), ...beside };
}

/** Values come from the host, defaults included; of two lists of choices the one with titles is drawn. */
function translated(schema: RJSFSchema, named: Named): RJSFSchema {
  const left = new Set(schema.oneOf ? ['default', 'enum'] : ['default']);
  const drawn = Object.fromEntries(Object.entries(schema).filter(([key]) => !left.has(key)));
  return translateIn(drawn, named) as RJSFSchema;
}

function translateIn(value: unknown, named: Named): unknown {
  if (typeof value === 'string') return named(value);
  if (Array.isArray(value)) return value.map((item) => translateIn(item, named));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, translateIn(item, named)]));
}
