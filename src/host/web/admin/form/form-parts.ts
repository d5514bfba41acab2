import type { FormLayout } from '../../shared/api/api-types.js';
import type { FormDefinition } from '../../shared/api/jobs.js';
import { isRecord } from '../../shared/settings-schema/is-record.js';

const POOL = 'dataPool';
const TITLE = 'i18n:settings:dataPool.title';

/** The form of a data pool: the settings of the process that belong to the pool. */
export function poolForm({ schema, layout }: FormDefinition): FormDefinition {
  return { schema, layout: { sections: withFields(layout, isOfPool) } };
}

/**
 * The form of a job: its data pool is chosen, and set up on its own page.
 *
 * @param poolPage address of the page of its data pool; undefined if the stored settings name none.
 */
export function jobForm({ schema, layout }: FormDefinition, poolPage: string | undefined): FormDefinition {
  const own = withFields(layout, (path) => !isOfPool(path));
  const at = layout.sections.findIndex(({ fields }) => fields.some(({ path }) => isOfPool(path)));
  const choice = {
    title: TITLE,
    help: 'i18n:settings:dataPool.help',
    fields: [{ path: POOL, widget: 'data-pool' as const }],
  };
  return {
    schema: withChoice(schema),
    layout: { sections: own.toSpliced(at, 0, choice) },
    ...(poolPage !== undefined && { elsewhere: { ...poolForm({ schema, layout }), page: poolPage } }),
  };
}

/** Whether a field belongs to the data pool. */
function isOfPool(path: string): boolean {
  return path.startsWith(`${POOL}.`);
}

function withFields({ sections }: FormLayout, belongs: (path: string) => boolean): FormLayout['sections'] {
  return sections
    .map((section) => ({ ...section, fields: section.fields.filter(({ path }) => belongs(path)) }))
    .filter(({ fields }) => fields.length > 0);
}

/** The settings of the data pool stay, so that changes of them can be named. */
function withChoice(schema: object): object {
  const properties = isRecord(schema) && isRecord(schema['properties']) ? schema['properties'] : {};
  const pool = isRecord(properties[POOL]) ? properties[POOL] : {};
  return { ...schema, properties: { ...properties, [POOL]: { ...pool, type: 'string', title: TITLE } } };
}
