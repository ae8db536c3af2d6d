import { createSignal, type Accessor } from 'solid-js';

/** A sentence in whatever language the page is read in by then. */
export type Says = Accessor<string>;

/** What is wrong: with fields, or with all of it. */
interface Trouble<Name extends string> {
  readonly fields?: Partial<Record<Name, Says>>;
  readonly whole?: Says;
}

export interface Form<Name extends string> {
  readonly isBusy: Accessor<boolean>;
  /** What is wrong with a field; empty where nothing is. */
  readonly error: (name: Name) => string;
  /** What is wrong with all of it. */
  readonly problem: Accessor<string>;
  /** Takes back what was said about a field while it is being put right. */
  readonly edit: (event: Event) => void;
  readonly submit: (event: SubmitEvent & { currentTarget: HTMLFormElement }) => void;
  /** Says what is wrong from outside, such as from a step that was sent before. */
  readonly tell: (trouble: Trouble<Name>) => void;
}

interface Sending<Name extends string> {
  readonly names: readonly Name[];
  /** What can be seen to be wrong without asking anybody. */
  readonly check?: (values: Readonly<Record<Name, string>>) => Partial<Record<Name, Says>>;
  /** Does it; what is wrong is said at the fields it names, and the first of them gets the focus. */
  readonly send: (values: Readonly<Record<Name, string>>) => Promise<Trouble<Name> | void>;
}

/** A form that keeps what was typed, says what is wrong where it is, and is sent once at a time. */
export function createForm<Name extends string>({ names, check = () => ({}), send }: Sending<Name>): Form<Name> {
  const [trouble, setTrouble] = createSignal<Trouble<Name>>({});
  const [isBusy, setBusy] = createSignal(false);

  const tell = (wrong: Trouble<Name>, form?: HTMLFormElement) => {
    setTrouble(() => wrong);
    if (Object.keys(wrong.fields ?? {}).length > 0) queueMicrotask(() => focusFirstError(form));
  };
  const submit = async (form: HTMLFormElement) => {
    if (isBusy()) return;
    const data = new FormData(form);
    const values = Object.fromEntries(names.map((name) => [name, String(data.get(name) ?? '')])) as Record<Name, string>; // Object.fromEntries forgets the names.
    const seen = check(values);
    if (Object.keys(seen).length > 0) return tell({ fields: seen }, form);
    setBusy(true);
    setTrouble(() => ({}));
    try {
      tell((await send(values)) ?? {}, form);
    } finally {
      setBusy(false);
    }
  };

  return {
    isBusy,
    error: (name) => trouble().fields?.[name]?.() ?? '',
    problem: () => trouble().whole?.() ?? '',
    tell,
    edit({ target }) {
      const name = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement ? names.find((known) => known === target.name) : undefined;
      if (name === undefined || trouble().fields?.[name] === undefined) return;
      const { [name]: _right, ...rest } = trouble().fields ?? {};
      setTrouble((before) => ({ ...before, fields: rest as Partial<Record<Name, Says>> })); // What remains of a part is a part.
    },
    submit(event) {
      event.preventDefault();
      void submit(event.currentTarget);
    },
  };
}

function focusFirstError(form: HTMLFormElement | undefined): void {
  const wrong = (form ?? document).querySelector<HTMLElement>('[aria-invalid="true"]');
  // A choice is not a field itself; its first button is.
  (wrong?.matches('input, select, textarea') === true ? wrong : wrong?.querySelector('input'))?.focus();
}
