import type { RefusalAbout, RefusalTopic } from '@pegel/domain';

/** A sentence of every refusal of a topic: one that is missing cannot be compiled. */
export type GermanRefusals<Topic extends keyof RefusalTopic> = { readonly [Name in RefusalTopic[Topic]]: (about: RefusalAbout<Name>) => string };
