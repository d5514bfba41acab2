import { expect, it } from 'vitest';

import { generatedDocuments } from '../../../scripts/lib/generated-documents.js';
import { contentOf } from './repository.js';

const documents = await generatedDocuments();

it.each([...documents])(
  '%s shows what the source says: else run "node scripts/generate-documents.ts"',
  (file, expected) => {
    expect(contentOf(file)).toBe(expected);
  },
);
