/** Which way imports flow. The picture in ARCHITECTURE.md is drawn from the same layers. */
const layers = require('./scripts/lib/layers.json');

const below = (layer) => `^src/${layer.replaceAll('.', '\\.')}${layer.endsWith('.ts') ? '$' : '/'}`;

const layerRule = ([layer, allowed]) => ({
  name: `${layer}-imports-only-what-lies-below`,
  severity: 'error',
  from: { path: below(layer) },
  to: { path: '^src/', pathNot: [layer, ...allowed].map(below) },
});

/** A technology is known in the folders that are made for it, and nowhere else. */
const only = (folders, name, modules) => ({
  name: `only-${folders.join('-and-')}-${folders.length > 1 ? 'know' : 'knows'}-${name}`,
  severity: 'error',
  from: { path: '^src/', pathNot: folders.map(below) },
  to: { path: `(^|node_modules/)(${modules})(/|$)`, pathNot: '^src/', dependencyTypesNot: ['type-only'] },
});

module.exports = {
  forbidden: [
    ...Object.entries(layers).map(layerRule),
    {
      name: 'every-folder-is-a-layer',
      severity: 'error',
      from: {},
      to: { path: '^src/', pathNot: Object.keys(layers).map(below) },
    },
    {
      name: 'pages-speak-to-the-host-over-http-only',
      severity: 'error',
      from: { path: '^src/host/web/' },
      to: { path: '^src/', pathNot: '^src/(host/web/|index\\.ts$)' },
    },
    {
      name: 'pages-take-types-only-from-the-public-surface',
      severity: 'error',
      from: { path: '^src/host/web/' },
      to: { path: '^src/index\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'the-host-does-not-import-its-pages',
      severity: 'error',
      from: { path: '^src/host/', pathNot: '^src/host/web/' },
      to: { path: '^src/host/web/' },
    },
    only(['directory'], 'ldap', 'ldapts'),
    only(['persistence', 'host'], 'the-orm', '@mikro-orm'),
    only(['schedule'], 'cron', 'cron|cronstrue'),
    only(['schedule', 'host'], 'the-scheduler-registry', '@nestjs/schedule'),
    only(['dispatch'], 'the-queue', 'pg-boss'),
    only(['host'], 'http', 'express|@nestjs/platform-express|@nestjs/swagger'),
    {
      name: 'what-is-packed-needs-nothing-that-is-not-installed-with-it',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/host/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['npm', 'npm-peer', 'type-only'] },
    },
    { name: 'imports-are-found', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'no-orphans', severity: 'error', from: { orphan: true, path: '^src/', pathNot: '\\.d\\.ts$' }, to: {} },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json', '.d.ts'],
    },
  },
};
