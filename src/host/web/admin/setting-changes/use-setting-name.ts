import type { FormDefinition } from '../../shared/api/jobs.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { schemaAt } from '../form/form-schema.js';

const ROW = 'mapping.';

/** Where the schema describes a setting: a row of the mapping belongs to the mapping. */
export function schemaPathOf(field: string): string {
  return field.startsWith(ROW) ? 'mapping' : field;
}

/** The name of a setting in the user's language. */
export function useSettingName({ schema }: FormDefinition): (field: string) => string {
  const { t, lookUp, translateManifest } = useTexts();
  return (field) => {
    const title = translateManifest(schemaAt(schema, schemaPathOf(field)).title ?? field);
    if (!field.startsWith(ROW)) return title;
    const target = field.slice(ROW.length);
    return t('settingChanges.row', { mapping: title, field: lookUp('fields', target, target) });
  };
}
