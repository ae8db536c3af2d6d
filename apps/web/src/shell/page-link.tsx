import { useLocation } from '@solidjs/router';
import type { JSX } from 'solid-js';
import { placeOf, useGoing } from './create-going.js';

/** A link of the navigation; it is marked while somebody is there, and as soon as they go there. */
export function PageLink(props: { class: string | undefined; /** What it is called in a style while it is marked. */ marked: string | undefined; title?: string | undefined; href: string; children: JSX.Element }) {
  const location = useLocation();
  const going = useGoing();
  const path = () => new URL(props.href, globalThis.location.href).pathname;
  return (
    <a class={going.place() === placeOf(path()) ? `${props.class} ${props.marked}` : props.class} title={props.title} href={props.href} aria-current={location.pathname === path() ? 'page' : undefined} onClick={() => going.chose(props.href)}>
      {props.children}
    </a>
  );
}
