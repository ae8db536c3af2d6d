import type { ReaderView } from '@pegel/client';
import { For } from 'solid-js';
import { usePreferences } from '../primitives/create-preferences.js';
import styles from './app-shell.module.css';
import { ownPlacesOf } from './places.js';

/** The ways to what is everybody's own: how Pegel looks, and its keys. */
export function OwnSettings(props: { reader: ReaderView }) {
  const { language } = usePreferences();
  return <For each={ownPlacesOf(props.reader)}>{({ address, title }) => <a class={styles.own} href={address}>{title[language()]}</a>}</For>;
}
