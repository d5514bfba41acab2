import { Button, Text } from '@mantine/core';
import type { SettingsVersion } from '../../shared/api/api-types.js';
import type { FormDefinition } from '../../shared/api/jobs.js';
import { type Column, DataTable } from '../../shared/components/data-table.js';
import { Instant } from '../../shared/components/instant.js';
import { useTexts } from '../../shared/i18n/use-texts.js';
import { useSettingName } from '../../shared/setting-changes/use-setting-name.js';

const FIRST = 1;

interface VersionsTableProps {
  /** Newest first. The first one is in force. */
  readonly versions: readonly SettingsVersion[];
  readonly definition: FormDefinition;
  readonly onOpen: (version: number) => void;
}

export function VersionsTable({ versions, definition, onOpen }: VersionsTableProps) {
  const { t } = useTexts();
  const nameOf = useSettingName(definition);
  const inForce = versions[0]?.version;
  const columns: readonly Column<SettingsVersion>[] = [
    {
      key: 'version',
      header: t('history.version'),
      isName: true,
      cell: ({ version }) => (version === inForce ? t('history.inForce', { version }) : version),
    },
    { key: 'at', header: t('history.at'), cell: ({ changedAt }) => <Instant at={changedAt} /> },
    { key: 'by', header: t('history.by'), cell: ({ changedBy }) => changedBy ?? t('none') },
    {
      key: 'changes',
      header: t('history.changes'),
      width: '40%',
      cell: ({ version, changes }) => (
        <Names names={changes?.map(({ field }) => nameOf(field))} isFirst={version === FIRST} />
      ),
    },
    {
      key: 'actions',
      header: t('history.actions'),
      align: 'right',
      cell: ({ version }) =>
        version !== inForce && (
          <Button
            size="xs"
            variant="default"
            aria-label={t('history.compareVersion', { compare: t('history.compare'), version })}
            onClick={() => onOpen(version)}
          >
            {t('history.compare')}
          </Button>
        ),
    },
  ];
  return (
    <DataTable
      caption={t('history.title')}
      columns={columns}
      rows={versions}
      rowKey={({ version }) => String(version)}
    />
  );
}

/** Undefined: it is not known what changed. */
function Names({ names, isFirst }: { readonly names: readonly string[] | undefined; readonly isFirst: boolean }) {
  const { t } = useTexts();
  if (!names) return t(isFirst ? 'history.first' : 'history.unknown');
  if (names.length === 0) return t('history.same');
  return names.map((name) => (
    <Text key={name} size="sm">
      {name}
    </Text>
  ));
}
