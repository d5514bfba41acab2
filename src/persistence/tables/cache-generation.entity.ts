import { defineEntity, p } from '@mikro-orm/core';

/** A number per cache, bumped in the transaction that changes the cached data. */
export const CacheGeneration = defineEntity({
  name: 'LdapAddonCacheGeneration',
  tableName: 'cache_generation',
  properties: {
    cache: p.text().primary().fieldName('cache'),
    generation: p.bigint('string').fieldName('generation').default('1'),
    changedAt: p.datetime(3).fieldName('changed_at').defaultRaw('now()'),
  },
});
