import { Anchor, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { dataPoolPage, dataPoolsQuery } from '../../../shared/api/data-pools.js';
import { Failure } from '../../../shared/components/failure.js';
import { SearchableSelect } from '../../../shared/components/searchable-select.js';
import { useTexts } from '../../../shared/i18n/use-texts.js';
import { Servers } from '../../data-pools/data-pools-table.js';
import { errorAt, type SettingWidgetProps } from '../form-context.js';

/** Chooses a data pool, with its servers and a link to its page. */
export function DataPoolWidget({ id, name, label, value, onChange, registry }: SettingWidgetProps) {
  const { t } = useTexts();
  const pools = useQuery(dataPoolsQuery);
  const chosen = typeof value === 'string' ? value : '';
  const pool = pools.data?.find((each) => each.name === chosen);
  const names = [...new Set([...(pools.data ?? []).map((each) => each.name), ...(chosen ? [chosen] : [])])];
  return (
    <Stack gap="sm">
      {pools.isError && <Failure error={pools.error} retry={pools.refetch} />}
      <Group align="flex-start" gap="xl">
        <SearchableSelect
          id={id}
          label={label}
          error={errorAt(registry.formContext, name)}
          data={names}
          value={chosen || null}
          onChange={(choice) => onChange(choice)}
          w={{ base: '100%', xs: 320 }}
        />
        {pool && (
          <Stack gap={4}>
            <Text size="sm" fw={500}>
              {t('dataPools.servers')}
            </Text>
            <Servers urls={pool.urls} />
            <Anchor component={Link} to={dataPoolPage(pool.name)} size="sm">
              {t('dataPools.open', { name: pool.name })}
            </Anchor>
          </Stack>
        )}
      </Group>
    </Stack>
  );
}
