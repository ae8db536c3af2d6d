import { useLocation } from '@solidjs/router';
import { createSignal, onCleanup, onMount } from 'solid-js';
import { formatIn, type OrganisationView, type PageFrame } from '@pegel/presentation';
import { usePreferences } from '../primitives/create-preferences.js';
import styles from './print-head.module.css';

/** What a printed page says of itself: whose numbers, which page, days and group, when it was printed, and where it is. */
export function PrintHead(props: { frame: PageFrame; organisation: OrganisationView }) {
  const { words, language } = usePreferences();
  const place = useLocation();
  const [printedAt, setPrintedAt] = createSignal(new Date());
  const onPrint = () => setPrintedAt(new Date());
  onMount(() => addEventListener('beforeprint', onPrint));
  onCleanup(() => removeEventListener('beforeprint', onPrint));
  const parts = () => [
    props.frame.organisation,
    props.frame.title,
    props.frame.period === '' ? props.frame.rangeLabel : `${props.frame.rangeLabel} (${props.frame.period})`,
    ...(props.frame.narrowed === null ? [] : [props.frame.narrowed]),
    words().frame.asOf(formatIn(language(), { currency: props.organisation.currency, today: null }).moment(printedAt().toISOString(), props.organisation.timeZone), props.organisation.timeZone),
    `${location.origin}${place.pathname}${place.search}`,
  ];
  return <p class={styles.head}>{parts().join(' · ')}</p>;
}
