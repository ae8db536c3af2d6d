import { createEffect, createSignal, onCleanup, type Accessor } from 'solid-js';

/** Something that opens below its button and closes with Escape, a press outside, or when focus leaves it. */
export interface Disclosure {
  readonly isOpen: Accessor<boolean>;
  toggle(): void;
  /** Closes and gives focus back to the button. */
  close(): void;
  /** Closes because somebody has gone on, and leaves the focus where it is. */
  leave(): void;
  /** The element that holds both the button and what it opens. */
  readonly root: (element: HTMLElement) => void;
}

export function createDisclosure(): Disclosure {
  const [isOpen, setOpen] = createSignal(false);
  let root: HTMLElement | undefined;
  const isOutside = (target: EventTarget | null) => target instanceof Node && root !== undefined && !root.contains(target);
  const close = () => {
    setOpen(false);
    root?.querySelector('button')?.focus();
  };

  createEffect(() => {
    if (!isOpen()) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      close();
    };
    const leave = (event: Event) => {
      if (isOutside(event.target)) setOpen(false);
    };
    document.addEventListener('keydown', onKey, true);
    document.addEventListener('pointerdown', leave, true);
    document.addEventListener('focusin', leave);
    onCleanup(() => {
      document.removeEventListener('keydown', onKey, true);
      document.removeEventListener('pointerdown', leave, true);
      document.removeEventListener('focusin', leave);
    });
  });

  return { isOpen, toggle: () => setOpen((open) => !open), close, leave: () => setOpen(false), root: (element) => (root = element) };
}
