import { readFileSync } from 'node:fs';

import { format, resolveConfig } from 'prettier';

import { ERROR_CODES, PROBLEM_CODES } from '../../src/contract/error-codes.js';
import { AuditEvent } from '../../src/host/database/audit-event.entity.js';
import { HostCredential } from '../../src/host/database/host-credential.entity.js';
import { HostSession } from '../../src/host/database/host-session.entity.js';
import { IdentityUser } from '../../src/host/database/identity-user.entity.js';
import { OWN_ENTITIES } from '../../src/persistence/tables/own-entities.js';
import { type ErrorTexts, errorTable, type ProblemTexts, problemTable } from './code-tables.ts';
import { dataModelDiagram, type EntityGroup, type Reference } from './data-model-diagram.ts';
import { layersPicture } from './layers-picture.ts';

const ROOT = new URL('../../', import.meta.url);

const ENTITIES: readonly EntityGroup[] = [
  { entities: OWN_ENTITIES as never },
  { entities: [IdentityUser, HostCredential, HostSession, AuditEvent] as never, label: 'reference host' },
];

/** The users table may be any table of the host, so the add-on's own tables refer to rows by value. */
const REFERENCES: readonly Reference[] = [
  { table: 'batch_change', column: 'run_id', refersTo: 'batch_run' },
  { table: 'batch_problem', column: 'run_id', refersTo: 'batch_run' },
  { table: 'directory_link', column: 'user_id', refersTo: 'identity_user' },
  { table: 'batch_change', column: 'user_id', refersTo: 'identity_user' },
  { table: 'manual_change', column: 'user_id', refersTo: 'identity_user' },
  { table: 'field_pin', column: 'user_id', refersTo: 'identity_user' },
];

const EXAMPLES = [
  'in-process-dispatcher',
  'memory-settings-store',
  'key-ring-secret-box',
  'switchable-process-registry',
  'counting-metrics',
] as const;

type Blocks = Readonly<Record<string, string>>;

/** The generated blocks of each document, by the name in their marker. */
function generatedBlocks(): Readonly<Record<string, Blocks>> {
  return {
    'ARCHITECTURE.md': { layers: layersPicture() },
    'docs/codes.md': {
      errors: errorTable(ERROR_CODES, json('i18n/en/errors.json') as ErrorTexts),
      fields: errorTable(...fieldCodes((json('i18n/en/host.json') as { fields: ErrorTexts }).fields)),
      settings: errorTable(...fieldCodes(json('i18n/en/validation.json') as ErrorTexts)),
      problems: problemTable(PROBLEM_CODES, json('i18n/en/problems.json') as ProblemTexts),
    },
    'docs/data-model.md': {
      'data-model': dataModelDiagram(ENTITIES, REFERENCES),
    },
    'docs/extending.md': Object.fromEntries(EXAMPLES.map((name) => [name, exampleBlock(name)])),
  };
}

/** Codes with their texts; of a text with plural forms, the form for several. */
function fieldCodes(texts: ErrorTexts): [codes: readonly string[], texts: ErrorTexts] {
  const forms = Object.entries(texts).filter(([key]) => !/_(?:one|many)$/.test(key));
  const byCode = Object.fromEntries(forms.map(([key, text]) => [key.replace(/_other$/, ''), text]));
  return [Object.keys(byCode), byCode];
}

/** Each document that has generated blocks, with these blocks as they must be now. */
export async function generatedDocuments(): Promise<ReadonlyMap<string, string>> {
  const documents = new Map<string, string>();
  for (const [file, blocks] of Object.entries(generatedBlocks())) {
    const path = new URL(file, ROOT).pathname;
    const options = await resolveConfig(path);
    documents.set(
      file,
      await format(withBlocks(readFileSync(path, 'utf8'), blocks, file), { ...options, filepath: path }),
    );
  }
  return documents;
}

function withBlocks(document: string, blocks: Blocks, file: string): string {
  return Object.entries(blocks).reduce((text, [name, block]) => {
    const [from, to] = [`<!-- generated: ${name} -->\n`, `\n<!-- end of ${name} -->`];
    const [start, end] = [text.indexOf(from), text.indexOf(to)];
    if (start < 0 || end < start) throw new Error(`${file} has no block "${name}".`);
    return `${text.slice(0, start + from.length)}\n${block}\n${text.slice(end)}`;
  }, document);
}

/** The code of an example, with the import that a host writes. */
function exampleBlock(name: string): string {
  const code = readFileSync(new URL(`test/unit/repository/examples/${name}.ts`, ROOT), 'utf8');
  return ['```ts', code.replace("'../../../../src/index.js'", "'ldap-addon-batch-sync'").trim(), '```'].join('\n');
}

function json(file: string): unknown {
  return JSON.parse(readFileSync(new URL(file, ROOT), 'utf8'));
}
