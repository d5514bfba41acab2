import { Stack } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { FieldError, SettingsRecord } from '../../shared/api/api-types.js';
import { type FoundEntries as Found, usePersonPreview } from '../../shared/api/preview.js';
import { Section } from '../../shared/components/section.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { NotRun } from '../check/not-run.js';
import { fieldErrorsOf } from '../check/use-connection-check.js';
import { EntrySearch } from './entry-search.js';
import { FoundEntries } from './found-entries.js';
import { PreviewedPerson } from './previewed-person.js';

interface PersonPreviewPanelProps {
  readonly job: string;
  /** Returns the current values of the form, saved or not. */
  readonly settings: () => SettingsRecord;
  /** Receives the invalid values, or an empty list if the directory was asked. */
  readonly onAsked: (errors: readonly FieldError[]) => void;
  /** The invalid values that have not been corrected yet. */
  readonly children: ReactNode;
}

/** What a run would do with one person by the values of the form. */
export function PersonPreviewPanel({ job, settings, onAsked, children }: PersonPreviewPanelProps) {
  const { t } = useTexts();
  const { mutate, isPending, error, data, variables } = usePersonPreview(job);
  /** What the last search found: it stays when one of several is chosen. */
  const [hits, setHits] = useState<Found>();
  const ask = (choice: { readonly dn: string } | { readonly search: string }) =>
    mutate(
      { ...choice, settings: settings() },
      {
        onSuccess: (found) => 'search' in choice && setHits(found),
        onSettled: (_, failed) => onAsked(fieldErrorsOf(failed)),
      },
    );
  return (
    <Section title={t('personPreview.title')} help={t('personPreview.help')}>
      <EntrySearch
        label={t('why.who')}
        action={t('personPreview.run')}
        isBusy={isPending}
        onSearch={(search) => ask({ search })}
      />
      <div aria-live="polite" aria-busy={isPending}>
        <NotRun error={error}>{children}</NotRun>
        {data && (
          <Stack gap="md">
            {hits && hits !== data && (
              <FoundEntries found={hits} chosen={variables?.dn} onChoose={(dn) => ask({ dn })} />
            )}
            <FoundEntries found={data} onChoose={(dn) => ask({ dn })} />
            {data.person && <PreviewedPerson job={job} person={data.person} />}
          </Stack>
        )}
      </div>
    </Section>
  );
}
