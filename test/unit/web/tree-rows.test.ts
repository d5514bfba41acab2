import { describe, expect, it } from 'vitest';

import { type LevelsByParent, moveOf, rowsOf } from '../../../src/host/web/admin/containers/tree-rows.js';

const ROOT = 'dc=example';
const container = (dn: string, hasChildren: boolean | null = true) => ({
  dn,
  hasChildren,
  stableId: null,
  people: null,
});
const level = (dn: string | null, ...containers: ReturnType<typeof container>[]) =>
  [dn, { data: { dn, defaultBase: null, containers, hasMore: false }, error: null, retry: () => undefined }] as const;
const LEVELS: LevelsByParent = new Map([
  level(null, container(ROOT), container('cn=config', false)),
  level(ROOT, container(`ou=Leavers,${ROOT}`), container(`ou=people,${ROOT}`, null)),
  level(`ou=people,${ROOT}`),
]);
const OPEN = new Set([ROOT, `ou=people,${ROOT}`]);
const rows = rowsOf(LEVELS, (dn) => OPEN.has(dn));

it('the lines of a tree have their place in it, and those without containers below cannot be expanded', () => {
  expect(
    rows.map(({ name, depth, position, siblings, isExpanded }) => [name, depth, position, siblings, isExpanded]),
  ).toEqual([
    [ROOT, 1, 1, 2, true],
    ['ou=Leavers', 2, 1, 2, false],
    ['ou=people', 2, 2, 2, undefined],
    ['cn=config', 1, 2, 2, undefined],
  ]);
});

describe('keys in a tree', () => {
  const [leavers, people] = [`ou=Leavers,${ROOT}`, `ou=people,${ROOT}`];
  it.each([
    ['ArrowDown', ROOT, leavers],
    ['ArrowUp', people, leavers],
    ['Home', people, ROOT],
    ['End', ROOT, 'cn=config'],
    ['ArrowRight', ROOT, leavers],
    ['ArrowLeft', people, ROOT],
    ['p', ROOT, people],
    ['C', ROOT, 'cn=config'],
  ])('%s leads from %s to %s', (key, from, to) => {
    expect(moveOf(rows, from, key, key)).toEqual({ kind: 'focus', dn: to });
  });

  it.each([
    ['ArrowRight', leavers, 'expand'],
    ['ArrowLeft', ROOT, 'collapse'],
    [' ', leavers, 'toggle'],
    ['Enter', leavers, 'toggle'],
  ])('%s at %s: %s', (key, at, kind) => {
    expect(moveOf(rows, at, key, '')).toEqual({ kind, dn: at });
  });

  it('typed characters together are the beginning of a name, and may stay where they are', () => {
    expect(moveOf(rows, people, 'e', 'pe')).toEqual({ kind: 'focus', dn: people });
    expect(moveOf(rows, people, 'x', 'px')).toBeUndefined();
    expect(moveOf(rows, ROOT, 'Tab', '')).toBeUndefined();
  });
});
