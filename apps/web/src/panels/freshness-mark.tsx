import type { FreshnessKind } from '@pegel/presentation';
import styles from './freshness.module.css';

/** Different in form, not in colour alone; words always stand beside it. */
const marks: Readonly<Record<FreshnessKind, string>> = { live: '●', daily: '○', provisional: '◐', paused: '‖', pinned: '○', silent: '!', offline: '!' };

export const FreshnessMark = (props: { kind: FreshnessKind }) => <span class={styles.mark} data-kind={props.kind} aria-hidden="true">{marks[props.kind]}</span>;
