import type { RJSFSchema } from '@rjsf/utils';
import { useFieldName } from '../components/use-field-name.js';
import { useTexts } from '../i18n/use-texts.js';
import { isRecord } from '../settings-schema/is-record.js';
import { choiceOf, lineOf, statementsIn } from '../settings-schema/statements.js';
import { rulesIn } from '../settings-schema/mapping-rule.js';
import { differing } from './differing-lines.js';

type ValueLines = (value: unknown, other: unknown) => readonly string[];

/** A value as lines of text; of a list only the lines that the other value does not have. A password is never shown. */
export function useValueLines(schema: RJSFSchema): ValueLines {
  const { t, translateManifest } = useTexts();
  const fieldName = useFieldName();
  const textOf = (value: unknown): string => {
    if (value === undefined || value === null || value === '') return t('none');
    if (typeof value === 'boolean') return t(value ? 'conflict.on' : 'conflict.off');
    return translateManifest(titleOf(schema, value) ?? (typeof value === 'string' ? value : JSON.stringify(value)));
  };
  const rowsOf = (value: unknown) =>
    rulesIn(value).map(({ attribute, field, required, further }) => {
      const parts = Object.keys(further).length === 0 ? '' : JSON.stringify(further);
      const source = [attribute, parts].filter((part) => part !== '').join(' ');
      return t(required ? 'conflict.requiredRow' : 'conflict.row', { attribute: source, field: fieldName(field) });
    });
  const namesOf = (value: unknown) => listOf(value).map((field) => fieldName(String(field)));
  const texts = { otherOrder: t('conflict.otherOrder'), notListed: t('conflict.notListed') };

  switch (schema.format) {
    case 'password':
      return (value) => [t(typeof value === 'string' ? 'conflict.changed' : 'conflict.notShown')];
    case 'certificate':
      return (value) =>
        certificateLines(typeof value === 'string' ? value : '', (found) => t('form.certificates', { count: found }));
    case 'containers': {
      const choice = choiceOf(schema, translateManifest);
      const linesOf = (value: unknown) => statementsIn(value).map((each) => lineOf(each, choice));
      return (value, other) => differing(linesOf(value), linesOf(other), texts);
    }
    case 'mapping':
      return (value, other) => differing(rowsOf(value), rowsOf(other), texts);
    case 'matching':
      return (value, other) => differing(namesOf(value), namesOf(other), texts);
    default:
      return (value, other) =>
        Array.isArray(value) ? differing(value.map(textOf), listOf(other).map(textOf), texts) : [textOf(value)];
  }
}

/** The last characters tell certificates apart. */
function certificateLines(pem: string, count: (found: number) => string): readonly string[] {
  const found = pem.match(/[^\s-]+\s+-----END CERTIFICATE-----/g) ?? [];
  return [count(found.length), ...found.map((end) => `… ${(end.split(/\s/)[0] ?? '').slice(-24)}`)];
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function titleOf({ oneOf = [] }: RJSFSchema, value: unknown): string | undefined {
  const choice = oneOf.find((each) => isRecord(each) && each['const'] === value);
  return isRecord(choice) ? (choice['title'] as string | undefined) : undefined;
}
