import type { MikroORM } from '@mikro-orm/core';
import type { AbstractSqlPlatform } from '@mikro-orm/sql';

/** Qualified names of the add-on's tables, in the schema of the host's ORM. */
export abstract class OwnTables {
  /** Null: the default schema, or the search path of the connection. */
  abstract readonly schema: string | null;
  abstract readonly setting: string;
  abstract readonly settingVersion: string;
  abstract readonly link: string;
  abstract readonly run: string;
  abstract readonly change: string;
  abstract readonly chunk: string;
  abstract readonly problem: string;
  abstract readonly presence: string;
  abstract readonly decision: string;
  abstract readonly manualChange: string;
  abstract readonly pin: string;
  abstract readonly notification: string;
  abstract readonly generation: string;
  abstract readonly migration: string;
  /** The sequence of positions: what was queued, planned, applied or changed by hand later has a higher one. */
  abstract readonly position: string;
  /** The qualified name of another object in the same schema, such as an index. */
  abstract qualified(name: string): string;
}

export function ownTables(orm: MikroORM): OwnTables {
  const named = (name: string) => qualified(orm, name, undefined);
  return {
    schema: ownSchema(orm, undefined) ?? null,
    setting: named('admin_setting'),
    settingVersion: named('admin_setting_version'),
    link: named('directory_link'),
    run: named('batch_run'),
    change: named('batch_change'),
    chunk: named('batch_chunk'),
    problem: named('batch_problem'),
    presence: named('batch_presence'),
    decision: named('conflict_decision'),
    manualChange: named('manual_change'),
    pin: named('field_pin'),
    notification: named('batch_notification'),
    generation: named('cache_generation'),
    migration: named('ldap_addon_migration'),
    position: named('batch_position'),
    qualified: named,
  };
}

/** Qualifies a name as the ORM does: without the default schema, so that a search path has effect. */
export function qualified(orm: MikroORM, table: string, schema: string | undefined): string {
  const platform = orm.em.getPlatform();
  const owner = ownSchema(orm, schema);
  const name = platform.quoteIdentifier(table);
  return owner === undefined ? name : `${platform.quoteIdentifier(owner)}.${name}`;
}

/** Undefined if it is the default schema. */
function ownSchema(orm: MikroORM, schema: string | undefined): string | undefined {
  const owner = schema ?? orm.config.get('schema');
  const platform = orm.em.getPlatform() as AbstractSqlPlatform;
  return owner && owner !== platform.getDefaultSchemaName() ? owner : undefined;
}
