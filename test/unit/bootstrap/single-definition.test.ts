import { MikroORM } from '@mikro-orm/core';
import { type DynamicModule, Global, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { describe, expect, it } from 'vitest';

import type { LdapAddonBatchSyncOptions } from '../../../src/contract/options.js';
import { LdapAddonBatchSyncModule } from '../../../src/ldap-addon-batch-sync.module.js';
import { InMemoryProcessRegistry } from '../../../src/processes/in-memory-process-registry.js';

class Person {
  readonly login = '';
}

class Other {
  readonly login = '';
}

const options = (more: Partial<LdapAddonBatchSyncOptions> = {}): LdapAddonBatchSyncOptions => ({
  users: { entity: Person, fields: { userName: 'login' }, state: { property: 'state', active: 'on' } },
  secretKey: new Uint8Array(32).fill(7),
  ...more,
});
const useFactory = () => options();

/** Fails when the users table is read, which is after the options are checked. */
const orm = {
  em: { getPlatform: () => ({ quoteIdentifier: String, getDefaultSchemaName: () => 'public' }) },
  config: { get: () => undefined },
  getMetadata: () => {
    throw new Error('the users table is read');
  },
};

@Global()
@Module({ providers: [{ provide: MikroORM, useValue: orm }], exports: [MikroORM] })
class OrmModule {}

async function start(...imports: readonly DynamicModule[]): Promise<string> {
  @Module({ imports: [OrmModule, ...imports] })
  class App {}

  const app = NestFactory.createApplicationContext(App, { logger: false, abortOnError: false });
  return app.then(
    () => 'started',
    (error: Error) => error.message,
  );
}

describe('the module of the add-on', () => {
  const refused = expect.stringMatching(/forRoot\(\) or forRootAsync\(\) a second time with other options/);

  it('is one for the same options, wherever they are written', () => {
    const module = LdapAddonBatchSyncModule.forRoot(options({ seed: { limits: [1, { two: 2 }] } }));
    expect(LdapAddonBatchSyncModule.forRoot(options({ seed: { limits: [1, { two: 2 }] } }))).toBe(module);
    expect(LdapAddonBatchSyncModule.forRootAsync({ useFactory })).toBe(
      LdapAddonBatchSyncModule.forRootAsync({ useFactory }),
    );
  });

  it.each<[string, Partial<LdapAddonBatchSyncOptions>]>([
    ['secret', { secretKey: new Uint8Array(32).fill(8) }],
    ['size', { chunkSize: 10 }],
    ['seed', { seed: { limits: [1] } }],
    ['part', { processRegistry: new InMemoryProcessRegistry() }],
    ['entity', { users: { ...options().users, entity: Other } }],
  ])('is refused at start when the same application has it with another %s', async (_, more) => {
    const [one, other] = [LdapAddonBatchSyncModule.forRoot(options()), LdapAddonBatchSyncModule.forRoot(options(more))];
    expect(other).not.toBe(one);
    expect(await start(one, other)).toEqual(refused);
  });

  it('distinguishes the instances of a part', () => {
    const withRegistry = () =>
      LdapAddonBatchSyncModule.forRoot(options({ processRegistry: new InMemoryProcessRegistry() }));
    expect(withRegistry()).not.toBe(withRegistry());
  });

  it('is refused at start with options given directly and by a factory', async () => {
    const direct = LdapAddonBatchSyncModule.forRoot(options());
    expect(await start(direct, LdapAddonBatchSyncModule.forRootAsync({ useFactory }))).toEqual(refused);
  });

  it('may have other options in another application of the same process, and be imported twice with the same', async () => {
    const one = LdapAddonBatchSyncModule.forRoot(options());
    const other = LdapAddonBatchSyncModule.forRoot(options({ chunkSize: 11 }));
    const [first, second] = [await start(one, LdapAddonBatchSyncModule.forRoot(options())), await start(other)];
    for (const message of [first, second]) expect(message).toBe('the users table is read');
  });
});
