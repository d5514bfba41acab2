/** The permitted directions of imports. The picture in ARCHITECTURE.md is drawn from the same layers. */
const layers = require('./scripts/lib/layers.json');

const below = (layer) => `^src/${layer.replaceAll('.', '\\.')}${layer.endsWith('.ts') ? '$' : '/'}`;

const layerRule = ([layer, allowed]) => ({
  name: `${layer}-imports-only-permitted-layers`,
  severity: 'error',
  from: { path: below(layer) },
  to: { path: '^src/', pathNot: [layer, ...allowed].map(below) },
});

/** Only these folders may import these packages. */
const only = (folders, name, modules) => ({
  name: `only-${folders.join('-and-')}-may-import-${name}`,
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
      name: 'pages-import-nothing-from-the-host',
      severity: 'error',
      from: { path: '^src/host/web/' },
      to: { path: '^src/', pathNot: '^src/(host/web/|index\\.ts$)' },
    },
    {
      name: 'pages-import-only-types-from-the-public-surface',
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
      name: 'the-package-imports-no-development-dependencies',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/host/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['npm', 'npm-peer', 'type-only'] },
    },
    { name: 'imports-resolve', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-import-cycles',
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
