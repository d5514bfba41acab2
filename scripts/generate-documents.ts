/** Writes the generated blocks of the documents: `node scripts/generate-documents.ts`. */
import { writeFileSync } from 'node:fs';

import { runnerImport } from 'vite';

interface GeneratedDocuments {
  readonly generatedDocuments: () => Promise<ReadonlyMap<string, string>>;
}

// Lists and entities are imported from the source, which Node does not resolve: vite does.
const { module } = await runnerImport<GeneratedDocuments>(
  new URL('lib/generated-documents.ts', import.meta.url).pathname,
  { configFile: false, logLevel: 'error' },
);

for (const [file, content] of await module.generatedDocuments()) {
  writeFileSync(new URL(`../${file}`, import.meta.url), content);
}
