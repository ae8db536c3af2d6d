const left: (() => void)[] = [];

/** After the paint of what takes the place of something, and also where nobody looks and so nothing is painted. */
const soonMilliseconds = 100;

/** Gives back what a part of a page that is gone had asked for: whoever went on sees what took its place before anything is tidied up. */
export function giveBack(run: () => void): void {
  if (left.push(run) > 1) return;
  setTimeout(() => {
    for (const one of left.splice(0)) one();
  }, soonMilliseconds);
}
