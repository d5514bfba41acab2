import { Anchor } from '@mantine/core';
import { Link } from 'react-router';
import type { UserDetails } from '../../shared/api/users.js';
import { Instant } from '../../shared/components/instant.js';

/** When a run last saw the entry, with a link to the run. */
export function LastSeen({ lastSeen }: Pick<UserDetails['links'][number], 'lastSeen'>) {
  if (!lastSeen) return <Instant at={null} />;
  return (
    <Anchor component={Link} to={`/runs/${lastSeen.runId}`} inherit>
      <Instant at={lastSeen.at} />
    </Anchor>
  );
}
