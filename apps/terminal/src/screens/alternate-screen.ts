import { leaveMouse } from './mouse.js';

export const enterAlternateScreen = '\x1B[?1049h\x1B[H';

/** A frame that was begun is over, and nothing of it stays: not its colours, not the mouse, not the screen, nor the cursor that was hidden. */
export const leaveAlternateScreen = `\x1B[?2026l\x1B[m${leaveMouse}\x1B[?1049l\x1B[?25h`;
