import type { FormDefinition } from '../api/jobs.js';
import { useFieldName } from '../components/use-field-name.js';
import { useTexts } from '../i18n/use-texts.js';
import { schemaAt } from '../settings-schema/schema-at.js';

const ROW = 'mapping.';
/** Of a data pool, beside its settings. */
const DESCRIPTION = 'description';

/** Where the schema describes a setting: a row of the mapping belongs to the mapping. */
export function schemaPathOf(field: string): string {
  return field.startsWith(ROW) ? 'mapping' : field;
}

/** The name of a setting as in the form, in the user's language. */
export function useSettingName({ schema }: FormDefinition): (field: string) => string {
  const { t, translateManifest } = useTexts();
  const fieldName = useFieldName();
  return (field) => {
    if (field === DESCRIPTION) return t('naming.description');
    const title = translateManifest(schemaAt(schema, schemaPathOf(field)).title ?? field);
    if (!field.startsWith(ROW)) return title;
    return t('settingChanges.row', { mapping: title, field: fieldName(field.slice(ROW.length)) });
  };
}
