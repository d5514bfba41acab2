import type { RJSFSchema, UiSchema } from '@rjsf/utils';
import type { FormDefinition } from '../../shared/api/jobs.js';
import { isRecord } from '../../shared/settings-schema/is-record.js';
import { schemaAt } from '../../shared/settings-schema/schema-at.js';
import type { FormContext } from './form-context.js';
import { WIDGETS } from './widgets/widget-registry.js';

export interface FormSchema {
  readonly schema: RJSFSchema;
  readonly uiSchema: UiSchema<object, RJSFSchema, FormContext>;
}

/** Widgets that take the full width of a section. */
const WIDE: ReadonlySet<string> = new Set([
  'switch',
  'filter',
  'cron',
  'lines',
  'containers',
  'servers',
  'certificate',
  'private-key',
  'mapping',
  'matching',
  'data-pool',
]);

type Translate = (text: string) => string;

/**
 * Builds the schema for RJSF: one object per section of the layout, with the settings of the section under their dotted
 * paths, the widgets named by the layout, and all texts translated.
 */
export function buildFormSchema({ schema, layout }: FormDefinition, translate: Translate): FormSchema {
  const properties: Record<string, RJSFSchema> = {};
  const uiSchema: UiSchema<object, RJSFSchema, FormContext> = { 'ui:submitButtonOptions': { norender: true } };
  layout.sections.forEach((section, index) => {
    const key = sectionKey(index);
    const fields = section.fields.map(({ path, widget }) => ({ path, widget, schema: schemaAt(schema, path) }));
    properties[key] = {
      type: 'object',
      title: translate(section.title),
      ...(section.help ? { description: translate(section.help) } : {}),
      properties: Object.fromEntries(fields.map((field) => [field.path, translateSchema(field.schema, translate)])),
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

/** Drops `default`, because the host sends all values, and `enum` if `oneOf` lists the same choices with titles. */
function translateSchema(schema: RJSFSchema, translate: Translate): RJSFSchema {
  const omitted = new Set(schema.oneOf ? ['default', 'enum'] : ['default']);
  const kept = Object.fromEntries(Object.entries(schema).filter(([key]) => !omitted.has(key)));
  return translateTexts(kept, translate) as RJSFSchema;
}

function translateTexts(value: unknown, translate: Translate): unknown {
  if (typeof value === 'string') return translate(value);
  if (Array.isArray(value)) return value.map((item) => translateTexts(item, translate));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, translateTexts(item, translate)]));
}
