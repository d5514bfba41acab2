import { IconHistory } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { FormDefinition } from '../../shared/api/jobs.js';
import { type SettingsOwner, versionsQuery } from '../../shared/api/settings.js';
import { EmptyState } from '../../shared/components/empty-state.js';
import { ListOfRows } from '../../shared/components/list-of-rows.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { VersionDialog } from './version-dialog.js';
import { VersionsTable } from './versions-table.js';

interface SettingsHistoryProps {
  readonly owner: SettingsOwner;
  /** Name of the data pool that the job uses; undefined until it is known. */
  readonly dataPool: string | undefined;
  readonly definition: FormDefinition;
}

/** The versions of settings: who saved them, when, and what changed. */
export function SettingsHistory({ owner, dataPool, definition }: SettingsHistoryProps) {
  const { t } = useTexts();
  const versions = useInfiniteQuery({ ...versionsQuery(owner), staleTime: 0 });
  const [opened, setOpened] = useState<number>();
  return (
    <>
      <ListOfRows
        query={versions}
        placeholders={6}
        empty={<EmptyState icon={IconHistory} title={t('history.none')} text={t('history.noneNext')} />}
      >
        {(rows) => <VersionsTable versions={rows} definition={definition} onOpen={setOpened} />}
      </ListOfRows>
      <VersionDialog
        owner={owner}
        dataPool={dataPool}
        version={opened}
        definition={definition}
        onClose={() => setOpened(undefined)}
      />
    </>
  );
}
