import { Show } from 'solid-js';
import type { PageFrame } from '@pegel/presentation';
import type { Purpose } from '../primitives/create-purpose.js';
import { DownloadIcon } from '../shell/icons.jsx';
import controls from '../shell/controls.module.css';
import panel from './panel.module.css';
import { PurposeLine } from './purpose-line.jsx';

/** The spend of every person as a file, with the warning that it is about people; where a purpose is asked for, once somebody has said it. */
export const SpendExport = (props: { file: PageFrame['spendExport']; purpose: Purpose; class: string | undefined }) => (
  <Show when={props.file}>
    {(file) => (
      <>
        <Show when={file().url} fallback={<span class={file().purpose?.said === null ? `${panel.detail} ${props.class}` : `${controls.button} ${props.class}`} title={file().note}>{file().purpose?.said !== null && <DownloadIcon />}{file().label}</span>}>
          {(url) => (
            <a class={`${controls.button} ${props.class}`} href={url()} download="" rel="external" title={file().note}>
              <DownloadIcon />
              {file().label}
              <span class="hidden-visually">. {file().note}</span>
            </a>
          )}
        </Show>
        <PurposeLine said={file().purpose} purpose={props.purpose} of={file().label} />
      </>
    )}
  </Show>
);
