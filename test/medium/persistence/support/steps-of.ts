/** The steps that something has yielded when it has ended. */
export async function stepsOf<T>(steps: AsyncIterable<T>): Promise<readonly T[]> {
  const found: T[] = [];
  for await (const step of steps) found.push(step);
  return found;
}
