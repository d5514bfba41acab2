import 'reflect-metadata';

import { NestFactory } from '@nestjs/core';
import { BatchSynchronizations } from 'ldap-addon-batch-sync';

import { AppModule } from './app.module.js';

// Synchronizes once and prints how it went.
const app = await NestFactory.createApplicationContext(AppModule, { logger: ['error', 'fatal'] });
const jobs = app.get(BatchSynchronizations, { strict: false });
const run = await jobs.start('LDAPAddonBatchSync', { mode: 'apply', startedBy: 'somebody' });
for await (const progress of jobs.progress(run.id, AbortSignal.timeout(60_000))) console.error(progress.status);
console.log(JSON.stringify(await jobs.run(run.id)));
await app.close();
