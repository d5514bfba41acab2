import { useEffect, useState } from 'react';

const PAUSE_MS = 1_000;

/** The value once it has not changed for a second; undefined until then. */
export function usePause(value: string): string | undefined {
  const [settled, setSettled] = useState<string>();
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled === value ? settled : undefined;
}
