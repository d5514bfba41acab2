import type { RetentionLimits } from '../../engine/ports/run-retention.js';
import type { Statements } from '../database/database.js';
import type { OwnTables } from '../tables/own-tables.js';
import { STEP } from './step.js';

/**
 * Deletes versions of settings that were replaced before the age of the retention, but those that are in use and later ones. The newest
 * replaced one of each setting stays: its number is not used again if the setting itself is deleted by hand.
 */
export async function deleteSettingVersions(
  transaction: Statements,
  { settingVersion }: OwnTables,
  { days, versionsInUse }: Pick<RetentionLimits, 'days' | 'versionsInUse'>,
): Promise<number> {
  const deleted = await transaction.query(
    `with in_use as materialized (
       select key, min(version) as version
       from json_to_recordset($2::text::json) as v (key text, version int)
       group by key
     ),
     replaced as (
       select "key", version, lead(changed_at) over (partition by "key" order by version) as replaced_at
       from ${settingVersion}
     )
     delete from ${settingVersion} where ("key", version) in (
       select r."key", r.version
       from replaced r
       left join in_use u on u.key = r."key"
       where r.replaced_at < now() - make_interval(days => $1::int)
         and (u.version is null or r.version < u.version)
       limit ${STEP})
     returning 1`,
    [days, JSON.stringify(versionsInUse)],
  );
  return deleted.length;
}
