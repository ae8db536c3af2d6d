/** Whether Ctrl is called ⌘ on this machine. */
export const isMac = (): boolean => /Mac|iPhone|iPad/.test(navigator.platform);
