import { configure } from '@solidjs/testing-library';
import { vi } from 'vitest';

/** How many milliseconds a busy machine may take to load and draw what is waited for. */
const patience = 60_000;

configure({ asyncUtilTimeout: patience });

/** Waits until something no longer fails. */
export const soon = <T>(holds: () => T | Promise<T>): Promise<T> => vi.waitFor(holds, patience);
