/** How long anything may take that is done on the side. */
export const momentMilliseconds = 20;
/** And what nobody waits for yet. */
export const unawaitedMilliseconds = 5;
