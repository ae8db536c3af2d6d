import { useStdout } from 'ink';
import { useEffect } from 'react';
import { askMouse, leaveMouse } from './mouse.js';

/** Has the terminal tell of its mouse while somebody wants that; text is marked with it otherwise. */
export function useMouse(isWanted: boolean): void {
  const { stdout } = useStdout();
  useEffect(() => {
    if (!isWanted) return undefined;
    for (const asked of askMouse) stdout.write(asked);
    return () => void stdout.write(leaveMouse);
  }, [isWanted, stdout]);
}
