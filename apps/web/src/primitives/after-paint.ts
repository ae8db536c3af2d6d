/** Does something once the browser has painted what is there: an answer to a key or a click comes before what follows from it. */
export const afterPaint = (run: () => void): void => void requestAnimationFrame(() => setTimeout(run));
