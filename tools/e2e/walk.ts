import type { Page } from 'playwright-core';

/** Where the focus is, as a step of a walk saw it. */
interface Stop {
  /** The place of the element in the page's list of what can be used; -1 where it is none of them. */
  readonly index: number;
  readonly what: string;
  readonly isSeen: boolean;
  readonly coveredBy: string | null;
  /** Whether it and the stop before are of one field, whose parts stand beside each other in whatever order. */
  readonly isSameField: boolean;
  /** The part of the page that it belongs to, and where it is in it: what can be compared with other stops there. */
  readonly part: number;
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
}

interface Usable {
  readonly what: string;
  /** Of buttons that are one choice a key walks to one, and the arrows to the others. */
  readonly choice: string | null;
}

const stopsMax = 400;

/** Walks once around a page with Tab alone, and says what is wrong with the way. */
export async function walked(page: Page): Promise<readonly string[]> {
  const usable = await page.evaluate(list);
  const stops: Stop[] = [];
  // After the last one it is the browser's own turn, and then the first one's: a page may give the focus to its contents when it opens.
  for (let ends = 0; ends < 2;) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(look);
    if (stop === null) ends += 1;
    else if (stop.index === -1 || stop.index !== stops.at(-1)?.index) {
      // A field of several parts has the focus for each of them; anything else that comes again is the start, or a trap.
      if (stop.index !== -1 && stops.some(({ index }) => index === stop.index)) {
        if (ends === 0) return [`never leaves: it came back to ${stop.what}`];
        break;
      }
      stops.push(stop);
    }
    if (stops.length > stopsMax) return ['never ends'];
  }
  const reached = new Set(stops.map(({ index }) => index));
  const choices = new Set(usable.filter((_, index) => reached.has(index)).flatMap(({ choice }) => choice ?? []));
  return [
    ...usable.flatMap(({ what, choice }, index) => (reached.has(index) || (choice !== null && choices.has(choice)) ? [] : [`never reaches ${what}`])),
    ...stops.flatMap(({ what, isSeen, coveredBy }) => [...(isSeen ? [] : [`does not show that ${what} has the focus`]), ...(coveredBy === null ? [] : [`hides ${what} under ${coveredBy}`])]),
    ...stops.flatMap((stop, index) => {
      const before = stops[index - 1];
      if (before === undefined || before.part !== stop.part || stop.isSameField) return [];
      const isBack = stop.bottom <= before.top + 1 || (stop.top < before.bottom && before.top < stop.bottom && stop.left < before.left - 1);
      return isBack ? [`goes back from ${before.what} to ${stop.what}`] : [];
    }),
  ];
}

/** Runs in the page: what somebody can use with a pointer, in the order of the document. */
function list(): readonly Usable[] {
  const kept = Object.assign(globalThis as unknown as { usable: Element[] }, { usable: [] as Element[] });
  const found = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')].filter((element) => {
    if (element.matches(':disabled, input[type=hidden]') || element.closest('[inert]') !== null) return false;
    // What only reading aloud has is reached as well; what is not shown at all is not.
    return element.checkVisibility({ visibilityProperty: true }) && (element as HTMLElement).tabIndex >= 0;
  });
  kept.usable = found;
  const text = (element: Element) => `<${element.tagName.toLowerCase()}> ${(element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 60) || element.getAttribute('name') || element.outerHTML.slice(0, 80)}`;
  return found.map((element) => ({ what: text(element), choice: element instanceof HTMLInputElement && element.type === 'radio' ? `radio ${element.name}` : element.closest('[role=tablist], [role=radiogroup], [role=menu], [role=toolbar]') === null ? null : `group ${found.indexOf(element.closest('[role=tablist], [role=radiogroup], [role=menu], [role=toolbar]') ?? element)}` }));
}

/** Runs in the page after Tab: what has the focus now; null once that is the browser's own. */
function look(): Stop | null {
  const focused = document.activeElement;
  if (focused === null || focused === document.body) return null;
  const kept = globalThis as unknown as { usable: Element[]; before?: Element }; // Kept by `list` and here.
  const { usable, before = focused } = kept;
  kept.before = focused;
  let common: Element = focused;
  // What had the focus before may be gone by now, and then is in nothing.
  while (common !== document.body && !common.contains(before)) common = common.parentElement ?? document.body;
  const fieldHeightMax = 140;
  let [scrolledDown, scrolledRight] = [0, 0];
  for (let around: Element | null = focused; around !== null; around = around.parentElement) [scrolledDown, scrolledRight] = [scrolledDown + around.scrollTop, scrolledRight + around.scrollLeft];
  // A control may be drawn by its label.
  const shown = focused.getBoundingClientRect().width > 1 ? focused : (focused.closest('label') ?? focused.parentElement ?? focused);
  const isMarked = (element: Element | null): boolean => {
    if (element === null) return false;
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
    return (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0) || boxShadow !== 'none';
  };
  const rect = shown.getBoundingClientRect();
  const [x, y] = [(Math.max(rect.left, 0) + Math.min(rect.right, innerWidth)) / 2, (Math.max(rect.top, 0) + Math.min(rect.bottom, innerHeight)) / 2];
  const over = document.elementFromPoint(x, y);
  // What a field for a day says of that day, with its link, may stand over it: it moves with the field, and goes with the focus.
  const isOfItsOwn = over?.closest('[data-tooltip]') != null && over.closest('figure') === focused.closest('figure');
  const isOver = over !== null && (isOfItsOwn || shown.contains(over) || over.contains(shown) || over.closest('label')?.contains(focused) === true || shown.closest('label')?.contains(over) === true);
  const part = focused.closest('li, section, nav, form, dialog, [role=dialog], header, footer, main');
  return {
    index: usable.indexOf(focused),
    what: `<${focused.tagName.toLowerCase()}> ${(focused.getAttribute('aria-label') ?? focused.textContent ?? '').trim().slice(0, 60) || focused.outerHTML.slice(0, 80)}`,
    isSeen: isMarked(focused) || isMarked(shown) || isMarked(focused.nextElementSibling) || isMarked(focused.parentElement),
    coveredBy: isOver ? null : over === null ? 'the edge of the window' : over.outerHTML.slice(0, 80),
    part: part === null ? -1 : [...document.querySelectorAll('*')].indexOf(part),
    isSameField: common.getBoundingClientRect().height <= fieldHeightMax,
    top: rect.top + scrolledDown, bottom: rect.bottom + scrolledDown, left: rect.left + scrolledRight,
  };
}

/** Opens everything on a page that says it opens something, one after the other, and closes it with Escape: what is left open, or where the focus went astray. */
export async function closedByEscape(page: Page): Promise<readonly string[]> {
  const faults: string[] = [];
  const openers = page.locator('button[aria-expanded=false]:visible, button[aria-haspopup]:visible, main button[data-explain]:visible');
  const names = new Set<string>();
  for (let index = 0; index < (await openers.count()); index += 1) {
    const opener = openers.nth(index);
    // Of what stands in every row one is as good as another.
    const { name, kind } = await opener.evaluate((element) => ({ name: element.getAttribute('aria-label') ?? element.textContent ?? '', kind: element.hasAttribute('data-explain') ? 'explain' : `${element.getAttribute('aria-haspopup') ?? ''} ${element.className}` }));
    if (names.has(kind)) continue;
    names.add(kind);
    // The page is told of changes meanwhile, and what has opened it stays what it was.
    const button = await opener.elementHandle();
    await opener.focus();
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.querySelector('[aria-expanded=true], dialog[open], [role=dialog], [role=menu], [data-drawer]') !== null, undefined, { timeout: 5_000 }).catch(() => faults.push(`${name} opens nothing`));
    // What opens takes the focus, or is so small that it stays where it was; until then a key is still for the page.
    await page.waitForFunction(() => [...document.querySelectorAll('dialog[open], [role=dialog], [role=menu], [data-drawer]')].every((opened) => opened.contains(document.activeElement)), undefined, { timeout: 2_000 }).catch(() => undefined);
    await page.keyboard.press('Escape');
    const isBack = await page.waitForFunction(([button, name]) => {
      const back = document.activeElement;
      // Only the first menu of all is another element once it is there.
      const isOpener = back === button || (button?.getAttribute('aria-haspopup') === 'menu' && !button.isConnected && back?.getAttribute('aria-label') === name);
      return isOpener && document.querySelector('dialog[open], [role=menu], [data-drawer]') === null && back?.getAttribute('aria-expanded') !== 'true';
    }, [button, name] as const, { timeout: 10_000 }).then(() => true, () => false);
    if (!isBack) faults.push(`Escape does not lead back to ${name}`);
  }
  return faults;
}
