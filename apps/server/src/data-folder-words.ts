import type { Words } from '@pegel/domain';
import type { DataFolderError, FolderProblem } from '@pegel/sqlite';

/** What the system says of a path, by its code. */
const germanReasons: Readonly<Record<string, string>> = {
  EACCES: 'dieser Benutzer darf das nicht', EPERM: 'dieser Benutzer darf das nicht', EROFS: 'der Datenträger ist nur zum Lesen eingehängt', ENOSPC: 'der Datenträger ist voll',
  EDQUOT: 'das Kontingent ist aufgebraucht', ENOTDIR: 'ein Teil des Pfads ist eine Datei', EISDIR: 'wo eine Datei sein sollte, ist ein Ordner',
};

/** Why a data folder cannot be used, in every language. What is wrong with a key of names is said in English alone. */
export const folderWords = ({ message, problem }: DataFolderError): Words => ({ en: message, de: problem === null ? message : germanOf(problem) });

function germanOf(problem: FolderProblem): string {
  const { folder } = problem;
  const why = 'code' in problem && problem.code !== null ? `: ${Object.hasOwn(germanReasons, problem.code) ? germanReasons[problem.code] : problem.code}` : '';
  switch (problem.kind) {
    case 'no-database':
      return `${folder} ist kein Datenordner von Pegel: Darin ist keine pegel.sqlite. Nennen Sie den Ordner, den „pegel init“ oder „pegel serve --set-up“ angelegt hat.`;
    case 'missing':
      return `${folder} gibt es nicht. Nennen Sie den Ordner, den „pegel init“ angelegt hat, oder lassen Sie ihn von „pegel serve --set-up“ anlegen.`;
    case 'a-file':
      return `${folder} ist eine Datei. Nennen Sie einen Ordner für die Daten.`;
    case 'taken':
      return `${folder} benutzt schon ein anderer Prozess. Beenden Sie erst diesen, oder nennen Sie einen anderen Ordner.`;
    case 'not-empty':
      return `In ${folder} ist keine pegel.sqlite, aber ${problem.found} und vielleicht mehr. Nennen Sie einen leeren Ordner oder einen, den es nicht gibt; oder bringen Sie die Datenbank zurück.`;
    case 'not-made':
      return `${folder} lässt sich nicht anlegen${why}. Nennen Sie einen Ordner, über dem einer liegt, in den geschrieben werden kann.`;
    case 'unreadable':
      return `${folder} lässt sich nicht lesen${why}. Es muss ein Ordner sein, in den dieser Benutzer schreiben darf.`;
    case 'unwritable':
      return `In ${folder} lässt sich nicht schreiben${why}. Es muss ein Ordner sein, in den dieser Benutzer schreiben darf.`;
    case 'unwritable-file':
      return `In ${folder} lässt sich nicht schreiben${why}. Es muss eine Datei sein, in die dieser Benutzer schreiben darf.`;
    case 'not-lockable':
      return `${folder} lässt sich nicht sperren${why}. Der Ordner muss auf einem Datenträger liegen, der Dateisperren kennt.`;
  }
}
