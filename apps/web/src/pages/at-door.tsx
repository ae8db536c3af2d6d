import { lazy, Suspense } from 'solid-js';
import type * as doorPages from './door-pages.js';

/** A page at the door, which most never see: it is loaded when somebody stands there. */
export function atDoor(page: keyof typeof doorPages) {
  const Page = lazy(async () => ({ default: (await import('./door-pages.js'))[page] }));
  return () => <Suspense><Page /></Suspense>;
}
