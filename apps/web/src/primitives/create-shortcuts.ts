import { onCleanup, onMount } from 'solid-js';
import { useKeyboard, type Handlers, type Layer } from './create-keyboard.js';

/** Does what keys ask for as long as this part of the page is there. The help lists it for as long. */
export function createShortcuts(handlers: Handlers | (() => Handlers), layer: Layer = 'page'): void {
  const keyboard = useKeyboard();
  onMount(() => onCleanup(keyboard.add(typeof handlers === 'function' ? handlers : () => handlers, layer)));
}
