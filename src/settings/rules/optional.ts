import { ValidateIf } from 'class-validator';

/** A setting that may be absent, but not null. What is absent is not stored. */
export function MayBeAbsent(): PropertyDecorator {
  return ValidateIf((_, value) => value !== undefined);
}
