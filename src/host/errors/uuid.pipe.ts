import { ParseUUIDPipe } from '@nestjs/common';

import { HostError } from './host-error.js';

/** Validates an id in a path. */
export const UuidPipe = new ParseUUIDPipe({ exceptionFactory: () => HostError.idInvalid() });
