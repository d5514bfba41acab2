import { Table, Text } from '@mantine/core';
import type { ReadReport } from '../../shared/api/api-types.js';
import { DnText } from '../../shared/components/dn-text.js';
import { useFormats } from '../../shared/i18n/use-formats.js';
import { useTexts } from '../../shared/i18n/use-texts.js';

/** What was found at each base, and what each exclusion left out. Nothing for a single base, which the report is about. */
export function ReadBases({ readReport }: { readonly readReport: ReadReport }) {
  const { t } = useTexts();
  const { number } = useFormats();
  const bases = readReport.bases ?? [];
  const exclusions = readReport.exclusions ?? [];
  const isRenamed = [...bases, ...exclusions].some(({ formerDn }) => formerDn !== null);
  if (bases.length + exclusions.length < 2 && !isRenamed) return null;
  return (
    <Table.ScrollContainer minWidth={520}>
      <Table aria-label={t('readReport.bases.title')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('readReport.bases.title')}</Table.Th>
            <Table.Th>{t('readReport.bases.scope')}</Table.Th>
            <Table.Th ta="right">{t('readReport.bases.found')}</Table.Th>
            <Table.Th ta="right">{t('readReport.bases.counted')}</Table.Th>
            <Table.Th ta="right">{t('readReport.bases.excluded')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {bases.map((base) => (
            <Table.Tr key={base.dn}>
              <Container {...base} />
              <Table.Td>{t(`readReport.bases.${base.scope}`)}</Table.Td>
              <Table.Td ta="right">{number(base.entries)}</Table.Td>
              <Table.Td ta="right">{base.counted === null ? t('none') : number(base.counted)}</Table.Td>
              <Table.Td ta="right">{number(base.excluded)}</Table.Td>
            </Table.Tr>
          ))}
          {exclusions.map((exclusion) => (
            <Table.Tr key={exclusion.dn}>
              <Container {...exclusion} />
              <Table.Td colSpan={3}>{t(`readReport.bases.${exclusion.kind}`)}</Table.Td>
              <Table.Td ta="right">{exclusion.kind === 'exclude' ? number(exclusion.entries) : ''}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Container({ dn, formerDn }: { readonly dn: string; readonly formerDn: string | null }) {
  const { t } = useTexts();
  return (
    <Table.Td>
      <DnText dn={dn} />
      {formerDn !== null && (
        <Text size="xs" c="dimmed">
          {t('readReport.bases.former', { dn: formerDn })}
        </Text>
      )}
    </Table.Td>
  );
}
