/** Of these panels the one that has the focus, or else all of them. */
export function inFocus<Id extends string>(panels: readonly Id[]): readonly Id[] {
  const id = document.activeElement?.closest<HTMLElement>('[data-panel]')?.dataset['panel'];
  return id === undefined ? panels : panels.filter((panel) => panel === id);
}
