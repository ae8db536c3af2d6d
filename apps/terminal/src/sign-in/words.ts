import type { Language } from '@pegel/domain';
import { causeIn } from '../causes.js';

const en = {
  confirm: (page: string, code: string) => ['Open this page in a browser, on this machine or another one, and sign in:', '', `  ${page}`, '', `Confirm there only if it shows  ${code}`].join('\n'),
  waiting: 'Waiting for the confirmation. Ctrl+C ends it.',
  signedIn: (email: string, url: string) => `Signed in to ${url} as ${email}.`,
  kept: (file: string) => `The session is kept in ${file}, for this user alone.`,
  several: (slugs: string) => `You are a member of ${slugs}; say which one with --organisation.`,
  noOrganisation: 'You are a member of no organisation yet.',
  denied: 'Somebody said in the browser that this is not their terminal. Nobody is signed in.',
  expired: 'The code has expired. Run pegel login again.',
  noHome: 'There is no place to keep a session: set HOME or XDG_CONFIG_HOME.',
  notKept: (file: string, error: unknown) => `The session cannot be kept in ${file}: ${causeIn(error, 'en')}. Nobody is signed in.`,
  tokenWins: 'PEGEL_TOKEN is set and outweighs this session; unset it to use the session.',
  signedOut: (email: string, url: string) => `Signed out of ${url}, where you were ${email}.`,
  onlyHere: (cause: string) => `Forgotten on this machine, but the server did not end the session: ${cause}`,
  nobody: (url: string) => `Nobody is signed in to ${url} from here.`,
  from: { session: 'session of pegel login', token: 'PEGEL_TOKEN or --token' },
  columns: { who: 'Who', server: 'Server', by: 'By', organisation: 'Organisation', role: 'Role', may: 'May' },
  nothing: 'nothing',
};

const de: typeof en = {
  confirm: (page, code) => ['Öffnen Sie diese Seite in einem Browser, auf diesem Rechner oder einem anderen, und melden Sie sich an:', '', `  ${page}`, '', `Bestätigen Sie dort nur, wenn sie  ${code}  zeigt.`].join('\n'),
  waiting: 'Wartet auf die Bestätigung. Strg+C beendet das.',
  signedIn: (email, url) => `Bei ${url} angemeldet als ${email}.`,
  kept: (file) => `Die Sitzung liegt in ${file}, nur für diesen Benutzer.`,
  several: (slugs) => `Sie sind Mitglied von ${slugs}; nennen Sie mit --organisation, welche Sie meinen.`,
  noOrganisation: 'Sie sind noch in keiner Organisation Mitglied.',
  denied: 'Im Browser wurde gesagt, dies sei ein fremdes Terminal. Niemand ist angemeldet.',
  expired: 'Der Code ist abgelaufen. Rufen Sie pegel login noch einmal auf.',
  noHome: 'Es gibt keinen Ort für eine Sitzung: Setzen Sie HOME oder XDG_CONFIG_HOME.',
  notKept: (file, error) => `Die Sitzung lässt sich nicht in ${file} ablegen: ${causeIn(error, 'de')}. Niemand ist angemeldet.`,
  tokenWins: 'PEGEL_TOKEN ist gesetzt und hat Vorrang vor dieser Sitzung; heben Sie es auf, um die Sitzung zu benutzen.',
  signedOut: (email, url) => `Bei ${url} abgemeldet; Sie waren ${email}.`,
  onlyHere: (cause) => `Auf diesem Rechner vergessen, doch der Server hat die Sitzung nicht beendet: ${cause}`,
  nobody: (url) => `Von hier ist niemand bei ${url} angemeldet.`,
  from: { session: 'Sitzung von pegel login', token: 'PEGEL_TOKEN oder --token' },
  columns: { who: 'Wer', server: 'Server', by: 'Durch', organisation: 'Organisation', role: 'Rolle', may: 'Darf' },
  nothing: 'nichts',
};

/** What signing in from a terminal says. */
export const signInWords: Readonly<Record<Language, typeof en>> = { en, de };
