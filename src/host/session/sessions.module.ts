import { Module } from '@nestjs/common';

import { Sessions } from './sessions.service.js';

/** The sessions alone, for what must know whether one still lives. */
@Module({ providers: [Sessions], exports: [Sessions] })
export class SessionsModule {}
