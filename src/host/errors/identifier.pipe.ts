import { Injectable, type PipeTransform } from '@nestjs/common';
import { isUUID } from 'class-validator';

import { HostError } from './host-error.js';

/** An id in a path: a UUID. */
@Injectable()
export class Identifier implements PipeTransform<string, string> {
  transform(value: string): string {
    if (isUUID(value)) return value.toLowerCase();
    throw HostError.idInvalid();
  }
}
