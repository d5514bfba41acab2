import type { MikroORM } from '@mikro-orm/core';
import type { AbstractSqlPlatform } from '@mikro-orm/sql';

/** Names of the add-on's tables as statements write them: in the schema that the host's ORM uses. */
export interface OwnTables {
  readonly setting: string;
  readonly link: string;
  readonly run: string;
  readonly change: string;
  readonly problem: string;
  readonly generation: string;
  readonly migration: string;
  /** The name of another object in the same schema, an index for one. */
  qualified(name: string): string;
}

export function ownTables(orm: MikroORM): OwnTables {
  const named = (name: string) => qualified(orm, name, undefined);
  return {
    setting: named('admin_setting'),
    link: named('directory_link'),
    run: named('batch_run'),
    change: named('batch_change'),
    problem: named('batch_problem'),
    generation: named('cache_generation'),
    migration: named('ldap_addon_migration'),
    qualified: named,
  };
}

/** As the ORM writes it: without a schema where it is the default one, so that a search path works. */
export function qualified(orm: MikroORM, table: string, schema: string | undefined): string {
  const platform = orm.em.getPlatform() as AbstractSqlPlatform;
  const home = schema ?? orm.config.get('schema');
  const name = platform.quoteIdentifier(table);
  return home && home !== platform.getDefaultSchemaName() ? `${platform.quoteIdentifier(home)}.${name}` : name;
}
