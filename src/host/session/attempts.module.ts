import { Module } from '@nestjs/common';

import { FailedSignIns } from './failed-sign-ins.js';

@Module({ providers: [FailedSignIns], exports: [FailedSignIns] })
export class AttemptsModule {}
