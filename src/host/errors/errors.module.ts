import { Module } from '@nestjs/common';
import { APP_FILTER, APP_PIPE } from '@nestjs/core';

import { ErrorFilter } from './error.filter.js';
import { requestValidation } from './validation.pipe.js';

@Module({
  providers: [
    { provide: APP_FILTER, useClass: ErrorFilter },
    { provide: APP_PIPE, useFactory: requestValidation },
  ],
})
export class ErrorsModule {}
