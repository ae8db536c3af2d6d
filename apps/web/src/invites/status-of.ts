import type { QueryObserverResult } from '@tanstack/solid-query';
import type { ReportStatus } from '../primitives/create-reports.js';

/** An answer as the frame of a panel looks at it. */
export const statusOf = ({ data, error, isFetching }: QueryObserverResult): ReportStatus => ({ isLoading: isFetching && data === undefined, isRefreshing: isFetching && data !== undefined, error });
