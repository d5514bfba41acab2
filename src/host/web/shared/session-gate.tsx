import { useQuery } from '@tanstack/react-query';
import { sessionQuery } from './api/session.js';
import { useLiveCache } from './api/use-live-cache.js';
import { useApp } from './app-facts.js';
import { AppFrame } from './layout/app-frame.js';
import { ForbiddenPage } from './pages/forbidden-page.js';
import { HostAwayPage } from './pages/host-away-page.js';
import { SignInPage } from './pages/sign-in-page.js';

/** Who is not signed in signs in here, at the address that was asked for, and goes on from there. */
export function SessionGate() {
  const app = useApp();
  const session = useQuery(sessionQuery);
  const allowed = session.data ? app.roles.includes(session.data.role) : false;
  useLiveCache(allowed);

  if (session.isPending) return null;
  if (session.isError) return <HostAwayPage error={session.error} retry={session.refetch} />;
  if (!session.data) return <SignInPage />;
  if (!allowed) return <ForbiddenPage user={session.data.user} />;
  return <AppFrame session={session.data} />;
}
