import { onMount } from 'solid-js';

/** Whether a page was shown before this one: then whoever came here by a link begins with what is new. */
let wasShown = false;

/** The focus goes on to what is new, from the link or the dialog that led there. Who has it inside by then keeps it. */
export function createBeginning(): void {
  onMount(() => {
    const main = document.querySelector<HTMLElement>('main');
    if (wasShown && main?.contains(document.activeElement) === false) main.focus({ preventScroll: true });
    wasShown = true;
  });
}
