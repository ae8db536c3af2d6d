import type { Department } from './people.js';
import type { Random } from './random.js';

const themes: Readonly<Record<Department, readonly string[]>> = {
  Engineering: ['platform-migration', 'incident-reviews', 'api-redesign', 'test-strategy', 'onboarding-guide'],
  Sales: ['offer-library', 'tender-answers', 'account-plans', 'objection-handling', 'quarterly-forecast'],
  Operations: ['supplier-onboarding', 'warehouse-moves', 'process-handbook', 'shift-planning'],
  Support: ['answer-library', 'escalations', 'release-questions', 'tone-of-voice'],
  Marketing: ['campaign', 'website-relaunch', 'case-studies', 'trade-fair', 'newsletter'],
  Finance: ['monthly-close', 'budget', 'audit-preparation', 'cost-review'],
  People: ['job-adverts', 'training-plan', 'works-council', 'survey'],
  Legal: ['contract-review', 'privacy-requests', 'supplier-terms'],
};

/** The projects each department has made so far. */
export interface ProjectShelf {
  create(department: Department, random: Random): string;
  /** One the department works on, most likely a recent one; null before it has any. */
  draw(department: Department, random: Random): string | null;
}

export function makeProjectShelf(): ProjectShelf {
  const shelves = new Map<Department, string[]>();
  let number = 0;
  return {
    create(department, random) {
      number += 1;
      const project = `${random.pick(themes[department])}-${number}`;
      shelves.set(department, [...(shelves.get(department) ?? []), project]);
      return project;
    },
    draw(department, random) {
      const shelf = shelves.get(department) ?? [];
      const age = Math.floor(random.exponential(5));
      return shelf.at(-1 - age) ?? shelf.at(-1) ?? null;
    },
  };
}
