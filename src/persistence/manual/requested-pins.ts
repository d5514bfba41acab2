import type { FieldError } from '../../contract/error-codes.js';
import { fieldError } from '../../contract/field-error.js';
import type { PinRequests } from '../../contract/pins.js';
import type { FieldLimits } from '../../contract/users-table.js';
import { isKept } from './requested-values.js';

/** The requested pins of values that the host's table does not have. The fields of the errors begin with `pins.`. */
export function unknownPins(pins: PinRequests, limits: FieldLimits): readonly FieldError[] {
  return Object.keys(pins)
    .filter((name) => !isKept(name, limits))
    .map((name) => fieldError(`pins.${name}`, 'fieldUnknown', { value: name }));
}

/** The requested pins that would have expired already. */
export function expiredPins(pins: PinRequests, now: Date): readonly FieldError[] {
  return Object.entries(pins)
    .filter(([, pin]) => pin !== null && pin.expiresAt !== null && !(pin.expiresAt > now))
    .map(([name]) => fieldError(`pins.${name}`, 'timePast'));
}
