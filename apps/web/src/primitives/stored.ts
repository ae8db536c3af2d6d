/** Reads what this browser remembers; `null` where it remembers nothing or may not. */
export function recall(name: string): string | null {
  try {
    return localStorage.getItem(`pegel.${name}`);
  } catch {
    return null;
  }
}

/** Remembers a choice in this browser, where it may. */
export function remember(name: string, value: string): void {
  try {
    localStorage.setItem(`pegel.${name}`, value);
  } catch {
    // A browser without storage keeps the choice until the page is left.
  }
}

/** The same for this tab alone, until it is closed. */
export function recallInTab(name: string): string | null {
  try {
    return sessionStorage.getItem(`pegel.${name}`);
  } catch {
    return null;
  }
}

export function rememberInTab(name: string, value: string): void {
  try {
    sessionStorage.setItem(`pegel.${name}`, value);
  } catch {
    // As above.
  }
}

export function forgetInTab(name: string): void {
  try {
    sessionStorage.removeItem(`pegel.${name}`);
  } catch {
    // As above.
  }
}
