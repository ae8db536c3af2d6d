import type { JSX } from 'solid-js';

/** Icons as paths on a 20 × 20 grid. What they mean is always said in words beside or inside the control. */
const Icon = (props: { children: JSX.Element }) => (
  <svg width="18" height="18" viewBox="0 0 20 20" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">
    {props.children}
  </svg>
);

export const DownloadIcon = () => <Icon><path d="M10 3v9m0 0 3.5-3.5M10 12 6.5 8.5M4 16.5h12" /></Icon>;
export const TableIcon = () => <Icon><path d="M3.5 4.5h13v11h-13zM3.5 8.2h13M8.3 8.2v7.3" /></Icon>;
export const ChartIcon = () => <Icon><path d="M4 16.5h12.5M5.5 13.5v-3.5M10 13.5v-8M14.5 13.5v-5.5" /></Icon>;
export const RefreshIcon = () => <Icon><path d="M15.8 8A6 6 0 1 0 16 11.5M16 4.5V8h-3.5" /></Icon>;
export const PauseIcon = () => <Icon><path d="M7.5 5v10M12.5 5v10" /></Icon>;
export const ResumeIcon = () => <Icon><path d="M7 5l8 5-8 5z" /></Icon>;
export const MenuIcon = () => <Icon><path d="M3.5 6h13M3.5 10h13M3.5 14h13" /></Icon>;
export const ChevronIcon = () => <Icon><path d="m6 8 4 4 4-4" /></Icon>;
export const OverviewIcon = () => <Icon><path d="M3.5 3.5h5.5v6h-5.5zM11.5 3.5h5v3.5h-5zM11.5 9.5h5v7h-5zM3.5 12h5.5v4.5h-5.5z" /></Icon>;
export const ActivityIcon = () => <Icon><path d="M2.5 11h3l2.5-6 4 10 2.5-6h3" /></Icon>;
export const AdoptionIcon = () => <Icon><path d="M4 16.5V9.5M10 16.5v-13M16 16.5v-4.5" /></Icon>;
export const SpendIcon = () => <Icon><path d="M3 6h14v9.5H3zM3 9.2h14M6 12.4h3" /></Icon>;
export const InfoIcon = () => <Icon><path d="M10 9v4.5M10 6.4v.1M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14z" /></Icon>;
export const CloseIcon = () => <Icon><path d="m5 5 10 10M15 5 5 15" /></Icon>;
export const SourcesIcon = () => <Icon><path d="M4 5.5c0-1.1 2.7-2 6-2s6 .9 6 2-2.7 2-6 2-6-.9-6-2ZM4 5.5v9c0 1.1 2.7 2 6 2s6-.9 6-2v-9M4 10c0 1.1 2.7 2 6 2s6-.9 6-2" /></Icon>;
export const SettingsIcon = () => <Icon><path d="M3 6h8M15 6h2M3 14h2M9 14h8M11 4v4M5 12v4M11 6h4M5 14h4" /></Icon>;
export const SignOutIcon = () => <Icon><path d="M8 4H4.5v12H8M12.5 6.5 16 10l-3.5 3.5M16 10H8" /></Icon>;

export const SearchIcon = () => <Icon><path d="M9 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11zM13 13l3.5 3.5" /></Icon>;
export const GlossaryIcon = () => <Icon><path d="M4 4.5h4.5c.8 0 1.5.7 1.5 1.5v10c0-.8-.7-1.5-1.5-1.5H4zM16 4.5h-4.5c-.8 0-1.5.7-1.5 1.5v10c0-.8.7-1.5 1.5-1.5H16z" /></Icon>;
export const KeyboardIcon = () => <Icon><path d="M2.5 5.5h15v9h-15zM5.5 8.5h.1M8.5 8.5h.1M11.5 8.5h.1M14.5 8.5h.1M6.5 11.5h7" /></Icon>;
export const RailIcon = () => <Icon><path d="M3.5 4h13v12h-13zM8 4v12M13.5 8l-2 2 2 2" /></Icon>;
export const MoreIcon = () => <Icon><path d="M4.5 10h.1M10 10h.1M15.5 10h.1" stroke-width="2.6" /></Icon>;

/** The product's mark: a gauge's water lines. */
export const Mark = () => (
  <svg width="24" height="24" viewBox="0 0 32 32" aria-hidden="true">
    <rect width="32" height="32" rx="7" fill="var(--accent)" />
    <path d="M6 13.5c3.3-3 6.7-3 10 0s6.7 3 10 0M6 21.5c3.3-3 6.7-3 10 0s6.7 3 10 0" fill="none" stroke="var(--on-accent)" stroke-width="2.6" stroke-linecap="round" />
  </svg>
);
