import { Group, Text } from '@mantine/core';
import { IconFileCheck, IconFileAlert } from '@tabler/icons-react';
import type { ReadReport } from '../../shared/api/api-types.js';
import { useFormats } from '../../shared/i18n/use-formats.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { CodeText } from '../../shared/components/code-text.js';
import { DnText } from '../../shared/components/dn-text.js';
import { Facts } from '../../shared/components/facts.js';
import { Section } from '../../shared/components/section.js';
import { ReadBases } from './read-bases.js';

/** The evidence that the directory was read completely. Only administrators see server, base and filter. */
export function ReadReportSection({ readReport }: { readonly readReport: ReadReport }) {
  const { t } = useTexts();
  const { number, duration, percent } = useFormats();
  const { complete, server, baseDn, filter } = readReport;
  const Picture = complete ? IconFileCheck : IconFileAlert;
  return (
    <Section title={t('readReport.title')} help={t('readReport.help')}>
      <Group gap="xs" wrap="nowrap">
        <Picture size={22} stroke={1.6} aria-hidden />
        <Text size="sm" fw={600}>
          {t(complete ? 'readReport.complete' : 'readReport.incomplete')}
        </Text>
      </Group>
      <Facts
        facts={[
          ...(server ? [{ label: t('readReport.server'), value: <CodeText>{server}</CodeText> }] : []),
          ...(baseDn ? [{ label: t('readReport.base'), value: <DnText dn={baseDn} /> }] : []),
          ...(filter ? [{ label: t('readReport.filter'), value: <CodeText>{filter}</CodeText> }] : []),
          { label: t('readReport.entries'), value: number(readReport.entries) },
          { label: t('readReport.pages'), value: number(readReport.pages) },
          { label: t('readReport.referrals'), value: number(readReport.referrals) },
          {
            label: t('readReport.paged'),
            value: t(readReport.paged ? 'readReport.pagedYes' : 'readReport.pagedNo'),
          },
          ...(typeof readReport.aliases === 'number'
            ? [{ label: t('readReport.aliases'), value: number(readReport.aliases) }]
            : []),
          ...(typeof readReport.counted === 'number'
            ? [{ label: t('readReport.counted'), value: number(readReport.counted) }]
            : []),
          ...(typeof readReport.withStableId === 'number'
            ? [
                {
                  label: t('readReport.withStableId'),
                  value: t('readReport.share', {
                    share: number(readReport.withStableId),
                    total: number(readReport.entries),
                    percent: percent(readReport.withStableId / Math.max(readReport.entries, 1)),
                  }),
                },
              ]
            : []),
          ...(readReport.absentAttributes?.length
            ? [{ label: t('readReport.absent'), value: readReport.absentAttributes.join(', ') }]
            : []),
          ...(readReport.refusedPageSize
            ? [
                {
                  label: t('readReport.pageSize'),
                  value: t('readReport.pageSizeReduced', {
                    used: number(readReport.pageSize ?? 0),
                    refused: number(readReport.refusedPageSize),
                  }),
                },
              ]
            : []),
          ...(readReport.globalCatalog
            ? [{ label: t('readReport.globalCatalog'), value: t('readReport.globalCatalogHelp') }]
            : []),
          ...(readReport.repeated ? [{ label: t('readReport.repeated'), value: number(readReport.repeated) }] : []),
          ...(readReport.stableIdAttribute
            ? [{ label: t('readReport.stableId'), value: <CodeText>{readReport.stableIdAttribute}</CodeText> }]
            : []),
          ...(readReport.restarts ? [{ label: t('readReport.restarts'), value: number(readReport.restarts) }] : []),
          {
            label: t('readReport.duration'),
            value: duration(Date.parse(readReport.finishedAt) - Date.parse(readReport.startedAt)),
          },
        ]}
      />
      <ReadBases readReport={readReport} />
    </Section>
  );
}
