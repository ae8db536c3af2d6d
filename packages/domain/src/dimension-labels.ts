import { dimensions, type Dimension } from './facts.js';

export const dimensionLabels: Readonly<Record<Dimension, string>> = {
  person: 'person', model: 'model', connector: 'connector', surface: 'surface', project: 'project',
  group: 'group', department: 'department', costCentre: 'cost centre', costType: 'cost type',
};

/** The dimension that a name stands for; `null` where there is none, as of a later version. */
export const dimensionNamed = (name: string): Dimension | null => dimensions.find((dimension) => dimension === name) ?? null;
