import { RE2JS, RE2JSException } from 're2js';

/** More instructions would make a match slow. `\p{L}{1,100}` has about 100. */
const MAX_PROGRAM = 2_000;

/** A regular expression in the syntax of RE2: without back references and look-around, so that each match takes linear time. */
export type Pattern = RE2JS;

/** Compiles a pattern; a sentence of the engine if it cannot be. */
export function compilePattern(text: string): Pattern | string {
  try {
    const pattern = RE2JS.compile(text);
    return pattern.programSize() > MAX_PROGRAM ? 'expression too large' : pattern;
  } catch (error) {
    if (error instanceof RE2JSException) return error.message;
    throw error;
  }
}

/** Whether a pattern matches a part of a text. One that cannot be compiled matches nothing. */
export function matcherOf(text: string): (value: string) => boolean {
  const pattern = compilePattern(text);
  return (value) => typeof pattern !== 'string' && pattern.test(value);
}
