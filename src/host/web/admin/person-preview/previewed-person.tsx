import { Alert, Anchor, Stack } from '@mantine/core';
import type { PreviewedPerson as Person } from '../../shared/api/preview.js';
import { conflictUrl } from '../../shared/dashboard/operator-urls.js';
import { DnText } from '../../shared/components/dn-text.js';
import { Facts } from '../../shared/components/facts.js';
import { useFormats } from '../../shared/i18n/use-formats.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { FilterParts } from '../../shared/why/filter-parts.js';
import { lookOf } from '../../shared/why/verdict-look.js';
import { WhyNext } from '../../shared/why/why-next.js';
import { PreviewedRows } from './previewed-rows.js';

interface PreviewedPersonProps {
  /** Name of the job. */
  readonly job: string;
  readonly person: Person;
}

/** The verdict first, then the entry, what would change, and each row of the mapping. Links keep unsaved values in the form. */
export function PreviewedPerson({ job, person }: PreviewedPersonProps) {
  const { t } = useTexts();
  const { list } = useFormats();
  const { verdict, message, entry, match, next, rows } = person;
  const { color, icon: Icon } = lookOf(verdict);
  const yesOrNo = (value: boolean) => t(value ? 'why.yes' : 'why.no');
  const facts = [
    { label: t('users.dn'), value: <DnText dn={entry.dn} /> },
    { label: t('users.stableId'), value: entry.stableId ?? t('none') },
    { label: t('why.isBelowBase'), value: yesOrNo(entry.isBelowBase) },
    ...(entry.excludedBy ? [{ label: t('why.excludedBy'), value: <DnText dn={entry.excludedBy} /> }] : []),
    { label: t('why.meetsFilter'), value: yesOrNo(entry.meetsFilter) },
    ...(entry.inactivity ? [{ label: t('why.isActive'), value: entry.inactivity.message }] : []),
    ...(match
      ? [
          { label: t('why.match'), value: t(`why.matched.${match.by}`, { value: match.value }) },
          { label: t('users.one'), value: list(match.users.map(({ userName }) => userName)) },
        ]
      : []),
  ];
  return (
    <Stack gap="md">
      <Alert color={color} icon={<Icon aria-hidden />} role="status">
        {message}
      </Alert>
      <Facts facts={facts} />
      {entry.filter && !entry.meetsFilter && <FilterParts filter={entry.filter} />}
      <WhyNext
        next={next}
        toConflicts={(code) => (
          <Anchor href={conflictUrl(job, { code, dn: entry.dn })} target="_blank" rel="noreferrer" inherit>
            {t('conflicts.title')}
          </Anchor>
        )}
      />
      <PreviewedRows rows={rows} />
    </Stack>
  );
}
