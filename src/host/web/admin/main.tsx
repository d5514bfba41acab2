import { IconClockPlay, IconHistory, IconHome, IconPuzzle, IconServer } from '@tabler/icons-react';
import { start } from '../shared/start.js';
import { AddOnsPage } from './add-ons/add-ons-page.js';
import { AuditPage } from './audit/audit-page.js';
import { JobPage } from './batch-synchronization/job-page.js';
import { JobsPage } from './batch-synchronization/jobs-page.js';
import { DataPoolHistoryPage } from './data-pools/data-pool-history-page.js';
import { DataPoolPage } from './data-pools/data-pool-page.js';
import { DataPoolsPage } from './data-pools/data-pools-page.js';
import { HomePage } from './home/home-page.js';
import { NewDataPoolPage, SetUpPage } from './set-up/set-up-page.js';
import { HistoryPage } from './settings-history/history-page.js';

await start(
  {
    basename: '/admin',
    name: 'apps.admin',
    purpose: 'apps.adminPurpose',
    roles: ['administrator'],
    navigation: [
      {
        title: 'navigation.administration',
        items: [
          { to: '/', label: 'home.title', icon: IconHome },
          { to: '/add-ons', label: 'addOns.title', icon: IconPuzzle },
          { to: '/batch-synchronization', label: 'batch.title', icon: IconClockPlay },
          { to: '/data-pools', label: 'dataPools.title', icon: IconServer },
          { to: '/audit-log', label: 'audit.title', icon: IconHistory },
        ],
      },
    ],
  },
  [
    { index: true, element: <HomePage /> },
    { path: 'add-ons', element: <AddOnsPage /> },
    { path: 'audit-log', element: <AuditPage /> },
    { path: 'data-pools', element: <DataPoolsPage /> },
    { path: 'data-pools/:pool', element: <DataPoolPage /> },
    { path: 'data-pools/:pool/history', element: <DataPoolHistoryPage /> },
    { path: 'data-pools/:pool/set-up', element: <SetUpPage /> },
    { path: 'new-data-pool', element: <NewDataPoolPage /> },
    { path: 'batch-synchronization', element: <JobsPage /> },
    { path: 'batch-synchronization/:job', element: <JobPage /> },
    { path: 'batch-synchronization/:job/history', element: <HistoryPage /> },
  ],
);
