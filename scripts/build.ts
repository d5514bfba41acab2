/** `npm run build` */
import { build } from './lib/build.ts';

try {
  await build();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
