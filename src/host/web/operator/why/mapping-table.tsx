import { Text } from '@mantine/core';
import type { WhyMapping } from '../../shared/api/why.js';
import { type Column, DataTable } from '../../shared/components/data-table.js';
import { useFieldName } from '../../shared/components/use-field-name.js';
import { useTexts } from '../../shared/i18n/use-texts.js';

/** What each row of the mapping makes of the entry. */
export function MappingTable({ mapping }: { readonly mapping: readonly WhyMapping[] }) {
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
      cell: ({ value, problem }) =>
        problem ? (
          <Text inherit>
            {problem.message} {problem.remedy}
          </Text>
        ) : (
          (value ?? t('none'))
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
