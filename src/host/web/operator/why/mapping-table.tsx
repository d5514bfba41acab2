import { Text } from '@mantine/core';
import type { WhyMapping, WhyPerson } from '../../shared/api/why.js';
import { type Column, DataTable } from '../../shared/components/data-table.js';
import { useFieldName } from '../../shared/components/use-field-name.js';
import { OffendingValue } from '../runs/offending-value.js';
import { FieldPin } from '../users/field-pin.js';
import { FieldWriter } from '../users/field-writer.js';
import { textOf } from './text-of.js';
import { useTexts } from '../../shared/i18n/use-texts.js';

interface MappingTableProps {
  readonly mapping: readonly WhyMapping[];
  /** The user of the entry. */
  readonly user: WhyPerson['user'];
}

/** What each row of the mapping makes of the entry, and who wrote the value of the user last and who pinned it. */
export function MappingTable({ mapping, user }: MappingTableProps) {
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
            <>
              <Text inherit>
                {problem.message} {problem.remedy}
              </Text>
              <OffendingValue value={problem.value} />
              {user && (
                <Text inherit style={{ overflowWrap: 'anywhere' }}>
                  {t('why.present', { value: textOf(user.fields[field]?.value) ?? t('none') })}
                </Text>
              )}
            </>
          ) : (
            (value ?? t('none'))
          )}
          {user?.pins[field] && <FieldPin pin={user.pins[field]} />}
        </>
      ),
    },
    ...(user
      ? [
          {
            key: 'written',
            header: t('why.written'),
            cell: ({ field }: WhyMapping) => <Written field={user.fields[field]} />,
          },
        ]
      : []),
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

function Written({ field }: { readonly field: NonNullable<WhyPerson['user']>['fields'][string] | undefined }) {
  const { t } = useTexts();
  return field?.writtenBy ? <FieldWriter field={field} /> : t('none');
}
