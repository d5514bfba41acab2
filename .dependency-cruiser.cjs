/** Which way imports flow. The picture in ARCHITECTURE.md is drawn from the same layers. */
const core = ['mapping', 'settings', 'process', 'sync', 'jobs'];
const mayImport = {
  contract: [],
  events: ['contract'],
  mapping: ['contract'],
  settings: ['contract', 'mapping'],
  process: ['contract', 'settings'],
  sync: ['contract', 'events', 'mapping', 'settings'],
  jobs: ['contract', 'events', 'mapping', 'settings', 'process', 'sync'],
  directory: ['contract', ...core],
  persistence: ['contract', 'events', ...core],
  schedule: ['contract', 'events', ...core],
  dispatch: ['contract', 'events', ...core],
};

const layer = ([folder, allowed]) => ({
  name: `${folder}-imports-only-what-lies-below`,
  severity: 'error',
  from: { path: `^src/${folder}/` },
  to: { path: '^src/', pathNot: `^src/(${[folder, ...allowed].join('|')})/` },
});

const only = (folders, name, modules) => ({
  name: `only-${folders[0]}-knows-${name}`,
  severity: 'error',
  from: { path: '^src/', pathNot: `^src/(${folders.join('|')})/` },
  to: { path: `node_modules/(${modules})(/|$)` },
});

module.exports = {
  forbidden: [
    ...Object.entries(mayImport).map(layer),
    {
      name: 'host-uses-the-public-surface-only',
      severity: 'error',
      from: { path: '^src/host/' },
      to: { path: '^src/', pathNot: '^src/(host/|index\\.ts$)' },
    },
    {
      name: 'cli-uses-the-public-surface-and-the-host',
      severity: 'error',
      from: { path: '^src/cli/' },
      to: { path: '^src/', pathNot: '^src/(cli/|host/|index\\.ts$)' },
    },
    {
      name: 'nothing-imports-host-or-cli',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(host|cli)/' },
      to: { path: '^src/(host|cli)/' },
    },
    only(['directory'], 'ldapts', 'ldapts'),
    only(['persistence', 'host'], 'the-orm', '@mikro-orm'),
    only(['schedule'], 'cron', '@nestjs/schedule|cron|cronstrue'),
    only(['dispatch'], 'the-queue', 'pg-boss'),
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true, dependencyTypesNot: ['type-only'] } },
    { name: 'no-orphans', severity: 'error', from: { orphan: true, path: '^src/', pathNot: '\\.d\\.ts$' }, to: {} },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'node', 'default'] },
  },
};
