import { createSignal, onCleanup, type Accessor } from 'solid-js';

const shownMilliseconds = 6_000;

/** What came of something, said for a while at the edge of the page. An error is never said here alone. */
export interface Toasts {
  readonly text: Accessor<string>;
  say(text: string): void;
  dismiss(): void;
  /** Stays for as long as somebody reads it: under the pointer, or with the focus in it. */
  pause(): void;
  resume(): void;
}

export function createToasts(): Toasts {
  const [text, setText] = createSignal('');
  let timer: ReturnType<typeof setTimeout> | undefined;
  const pause = () => clearTimeout(timer);
  const dismiss = () => {
    pause();
    setText('');
  };
  const resume = () => {
    pause();
    timer = setTimeout(dismiss, shownMilliseconds);
  };
  onCleanup(pause);
  return {
    text, dismiss, pause, resume,
    say(next) {
      // The same words again are news as well.
      setText('');
      queueMicrotask(() => setText(next));
      resume();
    },
  };
}
