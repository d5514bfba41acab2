import { IconArrowsSplit2, IconClockPlay, IconDatabase, IconHelp, IconUsers } from '@tabler/icons-react';
import { start } from '../shared/start.js';
import { Navigate } from 'react-router';
import { CachePage } from './cache/cache-page.js';
import { ConflictsPage } from './conflicts/conflicts-page.js';
import { RunPage } from './runs/run-page.js';
import { RunsPage } from './runs/runs-page.js';
import { ScheduledJobsPage } from './scheduled-jobs/scheduled-jobs-page.js';
import { UserPage } from './users/user-page.js';
import { UsersPage } from './users/users-page.js';
import { WhyPage } from './why/why-page.js';

await start(
  {
    basename: '/operator',
    name: 'apps.operator',
    purpose: 'apps.operatorPurpose',
    roles: ['administrator', 'operator'],
    navigation: [
      {
        title: 'navigation.admin',
        items: [
          { to: '/scheduled-jobs', label: 'jobs.title', icon: IconClockPlay },
          { to: '/cache', label: 'cache.title', icon: IconDatabase },
        ],
      },
      {
        title: 'navigation.identities',
        items: [
          { to: '/users', label: 'users.title', icon: IconUsers },
          { to: '/conflicts', label: 'conflicts.title', icon: IconArrowsSplit2 },
          { to: '/why', label: 'why.title', icon: IconHelp },
        ],
      },
    ],
  },
  [
    { index: true, element: <Navigate to="/scheduled-jobs" replace /> },
    { path: 'scheduled-jobs', element: <ScheduledJobsPage /> },
    { path: 'scheduled-jobs/:job/runs', element: <RunsPage /> },
    { path: 'runs/:id', element: <RunPage /> },
    { path: 'users', element: <UsersPage /> },
    { path: 'users/:id', element: <UserPage /> },
    { path: 'conflicts', element: <ConflictsPage /> },
    { path: 'why', element: <WhyPage /> },
    { path: 'cache', element: <CachePage /> },
  ],
);
