import { Navigate, type RouteObject } from 'react-router';
import { CachePage } from './cache/cache-page.js';
import { RunPage } from './runs/run-page.js';
import { RunsPage } from './runs/runs-page.js';
import { ScheduledJobsPage } from './scheduled-jobs/scheduled-jobs-page.js';
import { UserPage } from './users/user-page.js';
import { UsersPage } from './users/users-page.js';

export const operatorPages: RouteObject[] = [
  { index: true, element: <Navigate to="/scheduled-jobs" replace /> },
  { path: 'scheduled-jobs', element: <ScheduledJobsPage /> },
  { path: 'scheduled-jobs/:symbolicName/runs', element: <RunsPage /> },
  { path: 'runs/:id', element: <RunPage /> },
  { path: 'users', element: <UsersPage /> },
  { path: 'users/:id', element: <UserPage /> },
  { path: 'cache', element: <CachePage /> },
];
