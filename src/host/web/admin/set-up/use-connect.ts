import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiError } from '../../shared/api/api-error.js';
import { settingsOfPool, useCreateDataPool } from '../../shared/api/data-pools.js';
import { proposalsKey } from '../../shared/api/set-up.js';
import { settingsQuery, useSaveSettings } from '../../shared/api/settings.js';
import type { Naming } from '../naming/naming-inputs.js';
import type { Access } from './access-settings.js';
import { type Obstacle, proveConnection } from './prove-connection.js';

export interface Connect {
  readonly run: (access: Access, isEncrypted?: boolean) => void;
  readonly pending: boolean;
  readonly obstacle: Obstacle | undefined;
  /** Why the data pool could not be created. */
  readonly creationError: unknown;
  /** Whether the new data pool exists: then its name stays. */
  readonly isCreated: boolean;
}

/**
 * Creates the data pool if it is a new one, proves the connection, and saves what was proven.
 *
 * @param pool the name of an existing data pool, or what a new one is called.
 * @param onProven receives the name of the data pool.
 */
export function useConnect(pool: string | Naming, onProven: (pool: string) => void): Connect {
  const queries = useQueryClient();
  const creation = useCreateDataPool();
  const isNew = typeof pool !== 'string';
  const name = isNew ? pool.name.trim() : pool;
  const owner = settingsOfPool(name);
  const saving = useSaveSettings(owner);
  const [obstacle, setObstacle] = useState<Obstacle>();

  const exists = () =>
    !isNew || creation.isSuccess
      ? Promise.resolve(true)
      : creation.mutateAsync({ ...pool, name }).then(
          () => true,
          () => false,
        );
  const connect = async (access: Access, isEncrypted: boolean) => {
    if (access.address.trim() === '') {
      setObstacle({ kind: 'address-missing' });
      return;
    }
    if (!(await exists())) return;
    const proof = await proveConnection(name, access, isEncrypted);
    if (!proof.ok) {
      setObstacle(proof.obstacle);
      return;
    }
    const { version } = await queries.fetchQuery({ ...settingsQuery(owner), staleTime: 0 });
    await saving.mutateAsync({ settings: { dataPool: proof.settings }, version });
    queries.removeQueries({ queryKey: proposalsKey(name) });
    onProven(name);
  };
  const mutation = useMutation({
    mutationFn: ({ access, isEncrypted }: { readonly access: Access; readonly isEncrypted: boolean }) =>
      connect(access, isEncrypted),
    onMutate: () => setObstacle(undefined),
    onError: (error) => setObstacle(obstacleIn(error)),
  });
  return {
    run: (access, isEncrypted = true) => mutation.mutate({ access, isEncrypted }),
    pending: mutation.isPending,
    obstacle,
    creationError: creation.error,
    isCreated: creation.isSuccess,
  };
}

function obstacleIn(error: unknown): Obstacle {
  const errors = error instanceof ApiError ? error.fields : [];
  return errors.length > 0 ? { kind: 'fields', errors } : { kind: 'error', error };
}
