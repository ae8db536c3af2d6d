import { permissions, roleNamed, roles, type Permission } from '@pegel/domain';
import type { GermanRefusals } from './german-refusals.js';

function roleIn(name: string): string {
  const role = roleNamed(name);
  return role === null ? name : roles[role].label;
}
const rolesIn = (names: string): string => names.split(', ').map(roleIn).join(', ');

const isPermission = (name: string): name is Permission => Object.hasOwn(permissions, name);
const permissionIn = (name: string): string => (isPermission(name) ? `„${permissions[name].de}“` : name);
const permissionsIn = (names: string): string => names.split(', ').map(permissionIn).join(', ');

const reason = ({ most }: { readonly most: string }): string => `Bitte geben Sie eine Begründung mit 1 bis ${most} Zeichen an; sie wird aufbewahrt.`;

/** What is refused about an organisation, in German. */
export const organisationRefusalsDe: GermanRefusals<'organisation'> = {
  'settings-none': ({ known }) => `Nennen Sie, was anders werden soll: eines von ${known}.`,
  'settings-reason': reason,
  'time-zone-wrong': ({ given }) => `Die Zeitzone muss ein IANA-Name sein, etwa Europe/Berlin; angegeben ist ${given}.`,
  'month-wrong': ({ given }) => `Das Geschäftsjahr beginnt mit einem Monat von 1 bis 12; angegeben ist ${given}.`,
  'source-order-name': ({ given }) => `Eine Reihenfolge nennt Quellen mit kleinen Buchstaben, Ziffern und Bindestrichen; angegeben ist ${given}.`,
  'source-order-twice': () => 'Eine Reihenfolge nennt jede Quelle einmal.',
  'source-order-count': ({ most, given }) => `Eine Reihenfolge braucht 2 bis ${most} Quellen, oder keine, um nichts festzulegen; angegeben sind ${given}.`,
  'retention-wrong': ({ least, most, given }) => `Die Aufbewahrung ist eine ganze Zahl von ${least} bis ${most} Tagen oder keine, um für immer aufzubewahren; angegeben ist ${given}.`,
  'purposes-line': ({ most, given }) => `Ein Zweck ist eine Zeile mit 1 bis ${most} Zeichen, ohne Leerzeichen am Rand; angegeben ist ${given}.`,
  'purposes-twice': () => 'Die Liste nennt jeden Zweck einmal.',
  'purposes-many': ({ most, given }) => `Die Liste nennt höchstens ${most} Zwecke; angegeben sind ${given}.`,
  'budget-wrong': ({ given }) => `Das Budget ist ein Betrag über 0, etwa 25000 oder 24999.50, mit höchstens neun Ziffern vor dem Punkt, oder keines; angegeben ist ${given}.`,
  'budget-unseen': () => 'Das Budget setzt, wer die Ausgaben sehen darf.',

  'key-label': ({ given }) => `Ein Schlüssel heißt mit 1 bis 40 kleinen Buchstaben, Ziffern und Bindestrichen, etwa „my-gateway“, da er die Quelle von allem sein kann, was keine nennt; angegeben ist ${given}.`,
  'key-label-used': ({ given }) => `Ein Schlüssel zum Senden namens ${given} ist schon in Gebrauch; nehmen Sie einen anderen Namen, oder widerrufen Sie zuerst jenen.`,
  'key-unknown': ({ id }) => `Einen Schlüssel ${id} gibt es hier nicht; seine Kennung hat 12 Zeichen von 0 bis 9 und a bis f.`,
  'key-days': ({ most, usual, given }) => `Ein Schlüssel gilt 1 bis ${most} Tage, oder ohne Ende; ohne Angabe ${usual}. Angegeben ist ${given}.`,
  'key-sources-name': ({ given }) => `Quellen heißen mit 1 bis 40 kleinen Buchstaben, Ziffern und Bindestrichen; angegeben ist ${given}.`,
  'key-sources-count': ({ most, given }) => `Ein Schlüssel nennt 1 bis ${most} Quellen, oder keine für jede; angegeben sind ${given}.`,
  'keys-many': ({ most }) => `Höchstens ${most} Schlüssel und Token können zugleich in Gebrauch sein; widerrufen Sie zuerst einen, der nicht mehr gebraucht wird.`,
  'token-label': ({ most, given }) => `Ein Token heißt mit 1 bis ${most} Zeichen in einer Zeile, etwa „Dashboard Finanzen“; angegeben ist ${given}.`,
  'token-beyond': ({ permissions: names }) => `Ein Token legen Sie nur für das an, was Sie selbst dürfen; das ist nicht: ${permissionsIn(names)}.`,
  'token-maker-unknown': () => 'Wer dieses Token angelegt hat, ist nicht bekannt, und so stünde niemand für das ein, was es anlegt. Melden Sie sich an, um Token anzulegen.',
  'several-unknown': ({ field, known, given }) => `${field} nennt nur ${known}; angegeben ist ${given}.`,
  'several-none': ({ field, known }) => `${field} braucht mindestens eines von ${known}.`,

  'address-wrong': ({ given }) => `Eine E-Mail-Adresse hat die Form h@nordwind.example; angegeben ist ${given}.`,
  'member-unknown': ({ id }) => `Ein Mitglied ${id} gibt es hier nicht.`,
  'member-already': ({ email }) => `${email} ist schon Mitglied; ändern Sie stattdessen die Rolle.`,
  'members-many': ({ most }) => `Eine Organisation hat höchstens ${most} Mitglieder und Einladungen zusammen; beenden Sie zuerst eine Mitgliedschaft, oder ziehen Sie eine Einladung zurück.`,
  'member-no-more': () => 'Mitglieder ändert, wer selbst eines ist: Sie sind es nicht mehr, oder dieses Token gehört niemandem.',
  'membership-token': () => 'Dieses Token darf Mitglieder nicht verwalten und beendet deshalb auch keine Mitgliedschaft.',
  'invitation-unknown': ({ id }) => `Eine offene Einladung ${id} gibt es hier nicht.`,
  'invitation-above': ({ email }) => `Es gibt eine offene Einladung an ${email}, die Sie nicht zurückziehen dürfen: Sie gilt für eine Rolle, die nicht unter Ihrer steht.`,
  'primary-owner-given': () => 'Es gibt genau einen Primary Owner: Diese Rolle überträgt, wer sie hat; vergeben wird sie nie.',
  'primary-owner-stays': () => 'Der Primary Owner bleibt es, bis er die Rolle einem Owner übertragen hat.',
  'grant-beyond': ({ permission, role, grantable }) => {
    const pairs = grantable.split(', ').map((pair) => pair.split(' ')).map(([granted = '', to = '']) => `${permissionIn(granted)} für ${roleIn(to)}`);
    return `${permissionIn(permission)} wird über ${roleIn(role)} hinaus nicht gewährt; gewähren lässt sich ${pairs.join(', ')}.`;
  },
  'role-raised': ({ role, below }) => `Niemand befördert sich selbst: ${roleIn(role)} kann austreten${below === '' ? '' : ` oder herabsteigen zu ${rolesIn(below)}`}.`,
  'role-above': ({ actor, below, role, grants }) => `${roleIn(actor)} vergibt, ändert und nimmt nur Rollen, die darunter stehen: ${below === '' ? 'keine' : rolesIn(below)}, und nicht ${roleIn(role)}${grants === '' ? '' : ` mit ${permissionsIn(grants)}`}.`,
  'transfer-by-primary': () => 'Nur der Primary Owner überträgt diese Rolle.',
  'transfer-to-self': () => 'Der Primary Owner ist es schon.',
  'transfer-to-owner': ({ role }) => `Übertragen wird die Rolle einem Owner, und dies ist ${roleIn(role)}; machen Sie zuerst einen Owner daraus.`,
  'transfer-token': () => 'Dieses Token darf weniger als die Person, die es angelegt hat; zum Übertragen braucht es alles, was ein Owner darf.',

  'items-count': ({ most, given }) => `Nennen Sie 1 bis ${most} Einträge; angegeben sind ${given}.`,
  'items-reason': reason,
};
