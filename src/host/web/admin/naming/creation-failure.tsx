import { Failure } from '../../shared/components/failure.js';
import { nameErrorIn } from './name-error.js';

/** Why something could not be created, unless the input of the name says it. */
export function CreationFailure({ error }: { readonly error: unknown }) {
  return Boolean(error) && nameErrorIn(error) === undefined && <Failure error={error} />;
}
