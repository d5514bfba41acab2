import { Text } from '@mantine/core';
import type { WhyMapping, WhyPerson } from '../../shared/api/why.js';
import { type Column, DataTable } from '../../shared/components/data-table.js';
import { useFieldName } from '../../shared/components/use-field-name.js';
import { FieldPin } from '../users/field-pin.js';
import { useTexts } from '../../shared/i18n/use-texts.js';

interface MappingTableProps {
  readonly mapping: readonly WhyMapping[];
  /** The values that runs leave alone, by name. */
  readonly pins: NonNullable<WhyPerson['user']>['pins'];
}

/** What each row of the mapping makes of the entry, and who pinned the value of the user. */
export function MappingTable({ mapping, pins }: MappingTableProps) {
  const { t } = useTexts();
  const fieldName = useFieldName();
  const columns: readonly Column<WhyMapping>[] = [
    { key: 'field', header: t('why.field'), isName: true, cell: ({ field }) => fieldName(field) },
    ...(mapping.some(({ attribute }) => attribute !== null)
      ? [{ key: 'attribute', header: t('why.attribute'), cell: ({ attribute }: WhyMapping) => attribute ?? t('none') }]
      : []),
    {
      key: 'value',
      header: t('why.value'),
      cell: ({ field, value, problem }) => (
        <>
          {problem ? (
            <Text inherit>
              {problem.message} {problem.remedy}
            </Text>
          ) : (
            (value ?? t('none'))
          )}
          {pins[field] && <FieldPin pin={pins[field]} />}
        </>
      ),
    },
  ];
  return (
    <DataTable
      caption={t('why.mapping')}
      columns={columns}
      rows={mapping}
      rowKey={({ field, attribute }) => `${field} ${attribute ?? ''}`}
    />
  );
}
