import { useStdout } from 'ink';
import { useEffect, useState } from 'react';
import type { Size } from './layout.js';

const clearScreen = '\x1B[2J\x1B[H';

/** The terminal's size, measured once a resize. What a narrower terminal has folded over is cleared first. */
export function useTerminalSize(): Size {
  const { stdout } = useStdout();
  const [size, setSize] = useState<Size>(() => sizeOf(stdout));
  useEffect(() => {
    const measure = () => {
      stdout.write(clearScreen);
      setSize(sizeOf(stdout));
    };
    stdout.on('resize', measure);
    return () => void stdout.off('resize', measure);
  }, [stdout]);
  return size;
}

// A terminal that does not say how large it is gets what every terminal can show.
const sizeOf = ({ columns, rows }: NodeJS.WriteStream): Size => ({ columns: columns || 80, rows: rows || 24 });
