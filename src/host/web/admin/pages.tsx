import type { RouteObject } from 'react-router';
import { AddOnsPage } from './add-ons/add-ons-page.js';
import { JobPage } from './batch-synchronization/job-page.js';
import { JobsPage } from './batch-synchronization/jobs-page.js';
import { HomePage } from './home/home-page.js';

export const adminPages: RouteObject[] = [
  { index: true, element: <HomePage /> },
  { path: 'add-ons', element: <AddOnsPage /> },
  { path: 'batch-synchronization', element: <JobsPage /> },
  { path: 'batch-synchronization/:symbolicName', element: <JobPage /> },
];
