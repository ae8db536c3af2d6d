import { besides, comparisons, dimensions, grains, metricNames, purposeLimits, ranges } from '@pegel/domain';
import { z } from 'zod';

const day = z.iso.date();

/** Some days, named one by one or as a range. */
export const groupsInput = z.object({ from: day.optional(), to: day.optional(), range: z.enum(ranges).optional(), today: z.boolean().optional() });

/** A question to a report. */
export const reportInput = z.object({
  metrics: z.array(z.enum(metricNames)).min(1),
  from: day.optional(),
  to: day.optional(),
  range: z.enum(ranges).optional(),
  today: z.boolean().optional(),
  grain: z.enum(grains).optional(),
  by: z.enum(dimensions).optional(),
  where: z.array(z.object({ dimension: z.enum(dimensions), key: z.string().min(1).max(400) })).max(100).optional(),
  top: z.int().optional(),
  compare: z.enum(comparisons).optional(),
  beside: z.enum(besides).optional(),
  /** What numbers by person are looked at for: one of the organisation's list, where it keeps one. It is no part of the question. */
  purpose: z.string().max(4 * purposeLimits.characters).optional(),
  /** Pseudonyms in place of names, whatever the reader may see; it is no part of the question either. */
  names: z.enum(['pseudonyms']).optional(),
});
