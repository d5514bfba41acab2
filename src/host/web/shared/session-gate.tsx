import { useQuery } from '@tanstack/react-query';
import { sessionQuery } from './api/session.js';
import { useCacheInvalidation } from './api/use-cache-invalidation.js';
import { useApp } from './app-definition.js';
import { AppFrame } from './layout/app-frame.js';
import { ForbiddenPage } from './pages/forbidden-page.js';
import { HostUnreachablePage } from './pages/host-unreachable-page.js';
import { SignInPage } from './pages/sign-in-page.js';
import { SignInAgain } from './session/sign-in-again.js';

/**
 * Shows the sign-in page at the requested address until a user with access to the app has signed in. If the session ends
 * later, the page stays, and the user signs in over it.
 */
export function SessionGate() {
  const app = useApp();
  const session = useQuery(sessionQuery);
  const allowed = session.data ? app.roles.includes(session.data.role) : false;
  useCacheInvalidation(allowed ? session.data?.csrfToken : undefined);

  if (session.isPending) return null;
  if (session.isError) return <HostUnreachablePage error={session.error} retry={session.refetch} />;
  if (!session.data) return <SignInPage />;
  if (!allowed) return <ForbiddenPage user={session.data.user} />;
  const { user } = session.data;
  // Another user gets pages without what the previous one has typed.
  return (
    <>
      <AppFrame key={user} session={session.data} />
      <SignInAgain user={user} />
    </>
  );
}
