import { Show } from 'solid-js';
import type { PageFrame } from '@pegel/presentation';
import { DownloadIcon } from '../shell/icons.jsx';
import controls from '../shell/controls.module.css';

/** The spend of every person as a file, with the warning that it is about people. */
export const SpendExport = (props: { file: PageFrame['spendExport']; class: string | undefined }) => (
  <Show when={props.file}>
    {(file) => (
      <a class={`${controls.button} ${props.class}`} href={file().url} download="" rel="external" title={file().note}>
        <DownloadIcon />
        {file().label}
        <span class="hidden-visually">. {file().note}</span>
      </a>
    )}
  </Show>
);
