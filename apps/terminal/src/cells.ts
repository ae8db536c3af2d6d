import stringWidth from 'string-width';

// oxlint-disable-next-line no-control-regex -- colours begin with this character.
const styling = /\x1B\[[\d;]*m/g;
/** Letters of western languages, and what screens are drawn with: one cell each, and none changes what stands beside it. */
const ordinary = /^[ -~¡-¬®-ÿ‐–—‘’‚“”„…·−÷×←-↓↵↹⇧─-▟▲▼●◐○╎⠀-⣿]*$/;

/** Whether a text consists of nothing but characters of one cell. */
export const isOrdinary = (text: string): boolean => ordinary.test(text);

/**
 * How many cells a text takes. In the build Ink and its parts measure with this too: a screen asks thousands of times before it
 * is seen, nearly always about ordinary characters, and what knows all scripts is slow to load.
 */
export default function cellsOf(text: string): number {
  const bare = text.includes('\x1B') ? text.replace(styling, '') : text;
  return isOrdinary(bare) ? bare.length : stringWidth(text);
}

let segmenter: Intl.Segmenter | undefined;

/** What a reader takes for one character each, as `Intl.Segmenter` says it; that one is only made for a text that needs it. */
export const graphemes = {
  segment(text: string): Pick<Intl.Segments, 'containing'> & Iterable<Intl.SegmentData> {
    // Between an escape and its neighbours there is always an end.
    if (!isOrdinary(text.replaceAll('\x1B', ''))) return (segmenter ??= new Intl.Segmenter()).segment(text);
    const at = (index: number): Intl.SegmentData => ({ segment: text.charAt(index), index, input: text });
    return {
      containing: (index = 0) => (index >= 0 && index < text.length ? at(index) : undefined) as Intl.SegmentData, // The types forget that outside of a text there is none.
      *[Symbol.iterator]() {
        for (let index = 0; index < text.length; index += 1) yield at(index);
      },
    };
  },
};
