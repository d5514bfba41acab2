import type { Conversion } from './conversion.js';

/** Removes white space at both ends. */
export const trim: Conversion = (text) => text.trim();
