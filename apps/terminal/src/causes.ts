import { languages, type Language, type Words } from '@pegel/domain';

/**
 * Why something of the machine or the network failed, in a language. What Node and `fetch` say of it is English and is
 * hidden in the cause of a cause; it goes into a sentence that has a full stop of its own, with the code that can be looked up.
 */
export function causeIn(error: unknown, language: Language): string {
  const chain = chainOf(error);
  const codes = chain.flatMap((one) => codeOf(one) ?? []);
  const code = codes.find((one) => one in known || wholly(one) !== null) ?? codes[0];
  const said = chain.map(({ message }) => message).find((message) => message !== '') ?? '';
  const words = code === undefined ? (byMessage[said] ?? (chain.some(({ name }) => name === 'SyntaxError') ? otherwise.notOurs : undefined)) : (known[code] ?? wholly(code) ?? undefined);
  if (words === undefined) return otherwise.unknown[language].replace('{said}', () => (code === undefined ? said.replace(/\.$/, '') : `${code}: ${said}`));
  return code === undefined ? words[language] : `${words[language]} (${code})`;
}

/** What was thrown, as a sentence: ours is one, and what the system says of a file is said with its name. */
export function sentenceIn(error: unknown, language: Language): string {
  if (!(error instanceof Error)) return String(error);
  if (isSaid(error)) return error.said[language];
  return 'syscall' in error && 'code' in error ? `${'path' in error ? `${String(error.path)}: ` : ''}${causeIn(error, language)}.` : error.message;
}

/** What the server refuses at the start is said in every language; its package is not loaded only to know the type. */
const isSaid = (error: Error): error is Error & { readonly said: Words } =>
  'said' in error && typeof error.said === 'object' && error.said !== null && allOf(error.said);

const allOf = (said: object): boolean => languages.every((language) => typeof Reflect.get(said, language) === 'string');

/** An error and what caused it, the last cause first: it knows best. */
function chainOf(error: unknown): readonly Error[] {
  const chain: Error[] = [];
  for (let one = error; one instanceof Error && !chain.includes(one); one = one.cause) chain.unshift(one);
  return chain.length > 0 ? chain : [new Error(String(error))];
}

/** A time that is over has a name, everything else has a code. */
function codeOf(error: Error): string | undefined {
  if (error.name === 'TimeoutError') return 'ETIMEDOUT';
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

const same = (codes: readonly string[], words: Words): Readonly<Record<string, Words>> => Object.fromEntries(codes.map((code) => [code, words]));

const known: Readonly<Record<string, Words>> = {
  ...same(['ECONNREFUSED'], { en: 'nobody listens there', de: 'dort nimmt niemand Verbindungen an' }),
  ...same(['ENOTFOUND', 'EAI_AGAIN', 'EAI_NONAME'], { en: 'the name of the server cannot be found', de: 'der Name des Servers lässt sich nicht finden' }),
  ...same(['ECONNRESET', 'ECONNABORTED', 'EPIPE', 'UND_ERR_SOCKET', 'UND_ERR_ABORTED'], { en: 'the connection was cut off', de: 'die Verbindung wurde abgebrochen' }),
  ...same(['ETIMEDOUT', 'ESOCKETTIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT'], { en: 'it took too long', de: 'es dauerte zu lange' }),
  ...same(['EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN', 'ENETDOWN', 'EADDRNOTAVAIL'], { en: 'the network has no way there', de: 'das Netz hat keinen Weg dorthin' }),
  ...same(['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID'], { en: 'its certificate is not valid today', de: 'sein Zertifikat gilt heute nicht' }),
  ...same(['ERR_TLS_CERT_ALTNAME_INVALID'], { en: 'its certificate is for another name', de: 'sein Zertifikat ist für einen anderen Namen' }),
  ...same(['DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'UNABLE_TO_GET_ISSUER_CERT', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY'], { en: 'nobody this machine trusts has signed its certificate', de: 'niemand, dem dieser Rechner vertraut, hat sein Zertifikat unterschrieben' }),
  ...same(['EPROTO'], { en: 'no encrypted connection comes about', de: 'eine verschlüsselte Verbindung kommt nicht zustande' }),
  ...same(['ENOENT'], { en: 'it does not exist', de: 'das gibt es nicht' }),
  ...same(['EACCES', 'EPERM'], { en: 'this user may not', de: 'dieser Benutzer darf das nicht' }),
  ...same(['ENOSPC', 'EDQUOT', 'EFBIG'], { en: 'the disk is full', de: 'der Datenträger ist voll' }),
  ...same(['EROFS'], { en: 'nothing can be written there', de: 'dort lässt sich nichts schreiben' }),
  ...same(['ENOTDIR'], { en: 'a part of the path is no folder', de: 'ein Teil des Pfads ist kein Ordner' }),
  ...same(['EISDIR'], { en: 'it is a folder', de: 'das ist ein Ordner' }),
  ...same(['EEXIST'], { en: 'something of that name is there already', de: 'etwas dieses Namens ist schon da' }),
  ...same(['ENAMETOOLONG'], { en: 'the name is too long', de: 'der Name ist zu lang' }),
  ...same(['ELOOP'], { en: 'its links lead in a circle', de: 'die Verknüpfungen führen im Kreis' }),
  ...same(['EMFILE', 'ENFILE'], { en: 'too many files are open', de: 'es sind zu viele Dateien geöffnet' }),
  ...same(['EADDRINUSE'], { en: 'another program listens there already', de: 'dort nimmt schon ein anderes Programm Verbindungen an' }),
  ...same(['EIO'], { en: 'the disk failed', de: 'der Datenträger hat versagt' }),
};

/** Whole families of codes. */
function wholly(code: string): Words | null {
  if (code.startsWith('HPE_')) return otherwise.notHttp;
  if (code.startsWith('ERR_SSL_')) return known['EPROTO'] ?? null;
  return null;
}

const otherwise: Readonly<Record<'notHttp' | 'notOurs' | 'unknown', Words>> = {
  notHttp: { en: 'what answers there speaks no HTTP', de: 'was dort antwortet, spricht kein HTTP' },
  notOurs: { en: 'what answers there is not a Pegel server', de: 'was dort antwortet, ist kein Pegel-Server' },
  unknown: { en: '{said}', de: 'das System meldet „{said}“' },
};

/** What `fetch` says without a code. */
const byMessage: Readonly<Record<string, Words>> = {
  'bad port': { en: 'nothing of the web may connect to that port', de: 'mit diesem Port darf sich nichts aus dem Web verbinden' },
  'unknown scheme': { en: 'addresses of that kind cannot be asked', de: 'Adressen dieser Art lassen sich nicht fragen' },
  'redirect count exceeded': { en: 'it leads on and on', de: 'es leitet immer weiter' },
};
