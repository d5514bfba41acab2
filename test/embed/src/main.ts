import 'reflect-metadata';

import { NestFactory } from '@nestjs/core';
import { BatchSyncRuns } from 'ldap-addon-batch-sync';

import { AppModule } from './app.module.js';

// Synchronizes once and prints the result.
const app = await NestFactory.createApplicationContext(AppModule, { logger: ['error', 'fatal'] });
const runs = app.get(BatchSyncRuns, { strict: false });
const run = await runs.start('LDAPAddonBatchSync', { mode: 'apply', startedBy: 'administrator' });
for await (const progress of runs.progress(run.id, AbortSignal.timeout(60_000))) console.error(progress.status);
console.log(JSON.stringify(await runs.get(run.id)));
await app.close();
