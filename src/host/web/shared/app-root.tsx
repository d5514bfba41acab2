import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { useMemo } from 'react';
import { createBrowserRouter, type RouteObject } from 'react-router';
import { RouterProvider } from 'react-router/dom';
import { AppContext, type AppFacts } from './app-facts.js';
import { createQueries } from './api/queries.js';
import { BrokenPage } from './pages/broken-page.js';
import { ErrorPage } from './pages/error-page.js';
import { NotFoundPage } from './pages/not-found-page.js';
import { SessionGate } from './session-gate.js';
import { theme } from './theme/theme.js';
import classes from './app-root.module.css';

export type { AppFacts } from './app-facts.js';

interface AppRootProps {
  readonly app: AppFacts;
  readonly pages: RouteObject[];
}

export function AppRoot({ app, pages }: AppRootProps) {
  const queries = useMemo(() => createQueries(), []);
  const router = useMemo(
    () =>
      createBrowserRouter(
        [
          {
            element: <SessionGate />,
            errorElement: <ErrorPage />,
            children: [
              { errorElement: <BrokenPage />, children: [...pages, { path: '*', element: <NotFoundPage /> }] },
            ],
          },
        ],
        { basename: app.basename },
      ),
    [app.basename, pages],
  );
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <Notifications position="bottom-right" classNames={{ root: classes.notices }} />
      <AppContext value={app}>
        <QueryClientProvider client={queries}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </AppContext>
    </MantineProvider>
  );
}
