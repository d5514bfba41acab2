import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { cruise, type ICruiseResult, type IForbiddenRuleType } from 'dependency-cruiser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { contentOf, filesBelow, inRepository } from './repository.js';

const require = createRequire(import.meta.url);
const { forbidden } = require(inRepository('.dependency-cruiser.cjs')) as { forbidden: IForbiddenRuleType[] };

/** Breaks each rule once: the file that breaks it, and the module that the file imports. */
const BROKEN: Record<string, readonly [string, string]> = {
  'engine-imports-only-permitted-layers': ['src/engine/upwards.ts', '../jobs/above.js'],
  'directory-imports-only-permitted-layers': ['src/directory/sideways.ts', '../persistence/beside.js'],
  'contract-imports-only-permitted-layers': ['src/contract/upwards.ts', '../events/above.js'],
  'index.ts-imports-only-permitted-layers': ['src/index.ts', './engine/inside.js'],
  'host-imports-only-permitted-layers': ['src/host/past-the-surface.ts', '../contract/inside.js'],
  'cli-imports-only-permitted-layers': ['src/cli/past-the-surface.ts', '../runs/inside.js'],
  'every-folder-is-a-layer': ['src/engine/elsewhere.ts', '../helpers/anything.js'],
  'pages-import-nothing-from-the-host': ['src/host/web/past-http.ts', '../session/inside.js'],
  'pages-import-only-types-from-the-public-surface': ['src/host/web/values.ts', '../../index.js'],
  'the-host-does-not-import-its-pages': ['src/host/pages.ts', './web/page.js'],
  'only-directory-may-import-ldap': ['src/engine/ldap.ts', 'ldapts'],
  'only-persistence-and-host-may-import-the-orm': ['src/runs/orm.ts', '@mikro-orm/core'],
  'only-schedule-may-import-cron': ['src/runs/cron.ts', 'cron'],
  'only-schedule-and-host-may-import-the-scheduler-registry': ['src/dispatch/registry.ts', '@nestjs/schedule'],
  'only-dispatch-may-import-the-queue': ['src/runs/queue.ts', 'pg-boss'],
  'only-host-may-import-http': ['src/runs/http.ts', 'express'],
  'imports-resolve': ['src/runs/nowhere.ts', './nowhere-at-all.js'],
  'no-import-cycles': ['src/runs/circle.ts', './circle.js'],
};

describe('the direction of imports', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'import-direction-'));
  let broken: Set<string>;

  beforeAll(async () => {
    for (const [from, to] of Object.values(BROKEN)) {
      if (to.startsWith('.') && !to.includes('nowhere'))
        write(path.join(path.dirname(from), to.replace('.js', '.ts')), '');
    }
    for (const [from, to] of Object.values(BROKEN)) write(from, `import { something } from '${to}'; something();`);
    const { output } = await cruise(['src'], {
      baseDir: folder,
      validate: true,
      ruleSet: { forbidden },
      tsPreCompilationDeps: true,
    });
    broken = new Set((output as ICruiseResult).summary.violations.map(({ rule, from }) => `${rule.name}: ${from}`));
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(Object.entries(BROKEN))('"%s" reports the file that breaks it', (rule, [from]) => {
    expect(broken).toContain(`${rule}: ${from}`);
  });

  it('permits only imports between layers that exist in the source', () => {
    const layers = require(inRepository('scripts/lib/layers.json')) as Record<string, string[]>;
    const needed = new Set(filesBelow('src', ['.ts', '.tsx']).flatMap(layersImportedBy));
    const allowed = Object.entries(layers).flatMap(([from, below]) => below.map((to) => `${from} -> ${to}`));
    expect(allowed.filter((arrow) => !needed.has(arrow))).toEqual([]);
  });

  function write(file: string, text: string): void {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  }
});

function layersImportedBy(file: string): string[] {
  const imported = [...contentOf(file).matchAll(/from '(\.[^']+)\.js'/g)];
  return imported.map(([, to = '']) => `${layerOf(file)} -> ${layerOf(`${path.join(path.dirname(file), to)}.ts`)}`);
}

function layerOf(file: string): string {
  return file.split(path.sep)[1] ?? '';
}
