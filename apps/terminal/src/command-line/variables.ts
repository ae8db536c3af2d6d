import type { Words } from '@pegel/domain';

/** What the program reads from the variables around it. */
export const variables = {
  PEGEL_URL: { en: 'the server, such as https://pegel.example', de: 'der Server, etwa https://pegel.example' },
  PEGEL_TOKEN: { en: "a reader's token; other people on a machine see arguments, but not variables", de: 'das Token einer lesenden Person; Argumente sehen auch andere auf dem Rechner, Variablen nicht' },
  PEGEL_INGEST_KEY: { en: 'the key for sending', de: 'der Schlüssel zum Senden' },
  PEGEL_PURPOSE: { en: 'what numbers by person are looked at for, where the organisation keeps a list of purposes', de: 'wofür Zahlen je Person angesehen werden, wo die Organisation eine Liste von Zwecken führt' },
  PEGEL_PUBLIC_URL: { en: 'where people reach the server; with https, cookies are sent over https alone', de: 'wo man den Server erreicht; mit https werden Cookies nur über https gesendet' },
  PEGEL_TRUSTED_PROXIES: { en: 'addresses and networks of proxies whose X-Forwarded-For is believed, such as 127.0.0.1,10.0.0.0/8', de: 'Adressen und Netze von Proxys, deren X-Forwarded-For geglaubt wird, etwa 127.0.0.1,10.0.0.0/8' },
  PEGEL_OIDC_ISSUER: { en: 'the identity provider that people may sign in through, such as https://login.example/realms/staff', de: 'der Identitätsanbieter, über den man sich anmelden kann, etwa https://login.example/realms/staff' },
  PEGEL_OIDC_CLIENT_ID: { en: 'as what this server is known there', de: 'als was dieser Server dort bekannt ist' },
  PEGEL_OIDC_CLIENT_SECRET: { en: 'by what it is known there to be it', de: 'womit er sich dort ausweist' },
  PEGEL_OIDC_NAME: { en: 'what the button is called; otherwise the host of the issuer', de: 'wie die Schaltfläche heißt; sonst der Name des Servers dort' },
  PEGEL_OIDC_TRUST_EMAIL: { en: 'with true, addresses are believed of which the provider does not say whether they are verified, as Entra ID does not', de: 'mit true wird Adressen geglaubt, von denen der Anbieter nicht sagt, ob sie bestätigt sind, wie Entra ID' },
  PEGEL_IDENTITY_KEY_FILE: { en: 'the key that names in the data folder are sealed with; otherwise identities.key in it', de: 'der Schlüssel, mit dem Namen im Datenordner versiegelt sind; sonst identities.key darin' },
  PEGEL_LOG_LEVEL: { en: 'what the server logs: debug, info, warn, error or silent', de: 'was der Server protokolliert: debug, info, warn, error oder silent' },
  PEGEL_SESSION_IDLE_MINUTES: { en: 'after how many minutes without a request a browser is signed out; 30, or 5 to 1440', de: 'nach wie vielen Minuten ohne Anfrage ein Browser abgemeldet wird; 30, oder 5 bis 1440' },
  PEGEL_SESSION_HOURS: { en: 'after how many hours a browser is signed out in any case; 12, or 1 to 720', de: 'nach wie vielen Stunden ein Browser in jedem Fall abgemeldet wird; 12, oder 1 bis 720' },
  PEGEL_COLUMNS_MEBIBYTES: { en: 'how much memory the server may keep days in as columns, in MiB; 256, or 0 for none', de: 'wie viel Speicher der Server für Tage als Spalten verwenden darf, in MiB; 256, oder 0 für keinen' },
  NO_COLOR: { en: 'when filled, nothing is coloured', de: 'wenn gefüllt, ist nichts farbig' },
  LC_ALL: { en: 'language and characters; otherwise LC_MESSAGES, LC_CTYPE and LANG', de: 'Sprache und Zeichen; sonst LC_MESSAGES, LC_CTYPE und LANG' },
  TERM: { en: 'the kind of terminal; with dumb, the Overview is plain', de: 'die Art des Terminals; mit dumb ist die Übersicht schlicht' },
  COLORFGBG: { en: "the terminal's colours, such as 15;0, where it does not answer for itself", de: 'die Farben des Terminals, etwa 15;0, wo es nicht selbst antwortet' },
  CI: { en: 'when filled, the Overview is plain', de: 'wenn gefüllt, ist die Übersicht schlicht' },
  XDG_STATE_HOME: { en: 'where what was copied is kept too; otherwise ~/.local/state', de: 'wo Kopiertes auch abgelegt wird; sonst ~/.local/state' },
  XDG_CONFIG_HOME: { en: 'where the session of pegel login is kept; otherwise ~/.config', de: 'wo die Sitzung von pegel login liegt; sonst ~/.config' },
  XDG_CACHE_HOME: { en: 'where what was last seen is kept, without names of people; otherwise ~/.cache', de: 'wo das zuletzt Gesehene liegt, ohne Namen von Personen; sonst ~/.cache' },
  HOME: { en: 'where ~ is; USERPROFILE where that is not set', de: 'wo ~ ist; sonst USERPROFILE' },
  USERPROFILE: { en: 'where ~ is on Windows', de: 'wo ~ unter Windows ist' },
  SSH_CONNECTION: { en: 'when filled, the terminal is asked to copy, not a program of this machine', de: 'wenn gefüllt, kopiert das Terminal und kein Programm dieses Rechners' },
  WAYLAND_DISPLAY: { en: 'when filled, wl-copy copies', de: 'wenn gefüllt, kopiert wl-copy' },
  DISPLAY: { en: 'when filled, xclip copies', de: 'wenn gefüllt, kopiert xclip' },
  INK_SCREEN_READER: { en: 'with true, pages are lines to be read aloud, as with --screen-reader', de: 'mit true sind Seiten Zeilen zum Vorlesen, wie mit --screen-reader' },
} as const satisfies Record<string, Words>;

export type VariableName = keyof typeof variables;
