import { SimpleGrid, Stack } from '@mantine/core';
import type { RJSFSchema } from '@rjsf/utils';
import { isRecord } from '../../../shared/settings-schema/is-record.js';
import type { SettingsRecord } from '../../../shared/api/api-types.js';
import { type MappingRule, rowOf } from '../../../shared/settings-schema/mapping-rule.js';
import { partSchema, type PartSchema, type RowPart, rowPartSchema } from '../../../shared/settings-schema/row-parts.js';
import { useTexts } from '../../../shared/i18n/use-texts.js';
import { TryRow } from '../../person-preview/try-row.js';
import { ConversionInputs } from './conversion-inputs.js';
import { RowPartInput } from './row-part-input.js';
import { RowPartInputs } from './row-part-inputs.js';

interface MappingRowDetailsProps {
  readonly id: string;
  readonly rule: MappingRule;
  /** Of the mapping. */
  readonly schema: RJSFSchema;
  /** @param path below the row, such as `source.text`. */
  readonly errorAt: (path: string) => string | undefined;
  readonly onChange: (rule: MappingRule) => void;
  /** Name of the job; empty if there is none to try the row with. */
  readonly job: string;
  /** Returns the values of the form that say where entries are. */
  readonly settings: () => SettingsRecord;
}

const DEFAULT = 'default';

/** The optional parts of a row: where its value comes from, its conversions, several values, and no value. */
export function MappingRowDetails(props: MappingRowDetailsProps) {
  const { id, rule, schema, errorAt, onChange, job, settings } = props;
  const { further } = rule;
  const schemaOf = (name: string) => rowPartSchema(schema, name);
  const partOf = (name: string) => (isRecord(further[name]) ? (further[name] as RowPart) : undefined);
  const change = (changes: Readonly<Record<string, unknown>>, rest: Partial<MappingRule> = {}) => {
    const kept = Object.entries({ ...further, ...changes }).filter(([, value]) => value !== undefined);
    onChange({ ...rule, ...rest, further: Object.fromEntries(kept) });
  };
  const source = useSourceSchema(schema, partOf('source')?.['kind']);
  const multiple = partSchema(schemaOf('multiple'));
  const conversions = partSchema(schemaOf('conversions').items);
  return (
    <Stack gap="md" py="xs">
      {source && (
        <RowPartInputs
          id={`${id}-source`}
          part={source}
          value={partOf('source')}
          errorAt={(name) => errorAt(`source.${name}`)}
          onChange={(value) => change({ source: value }, readsAttribute(value) ? {} : { attribute: '' })}
        />
      )}
      {conversions && (
        <ConversionInputs
          id={`${id}-conversions`}
          title={schemaOf('conversions').title}
          help={schemaOf('conversions').description}
          part={conversions}
          steps={Array.isArray(further['conversions']) ? further['conversions'].filter(isRecord) : []}
          errorAt={(path) => errorAt(path === '' ? 'conversions' : `conversions.${path}`)}
          onChange={(steps) => change({ conversions: steps.length > 0 ? steps : undefined })}
        />
      )}
      {multiple && (
        <RowPartInputs
          id={`${id}-multiple`}
          part={multiple}
          value={partOf('multiple')}
          errorAt={(name) => errorAt(`multiple.${name}`)}
          onChange={(value) => change({ multiple: value })}
        />
      )}
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
        <RowPartInput
          id={`${id}-whenAbsent`}
          schema={schemaOf('whenAbsent')}
          value={further['whenAbsent']}
          error={errorAt('whenAbsent')}
          onChange={(value) => change({ whenAbsent: value, ...(value !== DEFAULT && { defaultValue: undefined }) })}
        />
        {further['whenAbsent'] === DEFAULT && (
          <RowPartInput
            id={`${id}-defaultValue`}
            schema={schemaOf('defaultValue')}
            value={further['defaultValue']}
            error={errorAt('defaultValue')}
            onChange={(value) => change({ defaultValue: value === '' ? undefined : value })}
          />
        )}
      </SimpleGrid>
      {job !== '' && <TryRow id={`${id}-trial`} job={job} row={rowOf(rule)} settings={settings} />}
    </Stack>
  );
}

/** The schema of the source, in which texts that depend on its kind are those of the kind. */
function useSourceSchema(schema: RJSFSchema, kind: unknown): PartSchema | undefined {
  const { lookUp } = useTexts();
  const source = partSchema(rowPartSchema(schema, 'source'));
  if (!source) return undefined;
  const { schemaOf } = source;
  const ofKind = (name: string): RJSFSchema => {
    const text = schemaOf(name);
    const key = `mapping.source.${name}.${String(kind)}`;
    return {
      ...text,
      title: lookUp('settings', `${key}.title`, text.title ?? ''),
      description: lookUp('settings', `${key}.help`, text.description ?? ''),
    };
  };
  return { ...source, schemaOf: (name) => (OF_KIND.has(name) ? ofKind(name) : schemaOf(name)) };
}

/** Parts of a source that mean something else for each kind. */
const OF_KIND: ReadonlySet<string> = new Set(['text', 'whenMissing']);

const WITH_ATTRIBUTE: ReadonlySet<unknown> = new Set([undefined, 'attribute', 'dnValue']);

/** Whether a source of a row reads the attribute of the row. */
export function readsAttribute(source: unknown): boolean {
  return WITH_ATTRIBUTE.has(isRecord(source) ? source['kind'] : undefined);
}
