import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { gradientFormulas, type GradientFormula } from '../../../src/note-gradients';
import { checked, losses } from './claimed';

// The labelled notes are not part of the package.
const folder = join(import.meta.dirname, '../../../../shared/labelled/seeds');
const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.md')) : [];

/** Lines whose formula is wrong, by number of the note; a line may give two. */
const wrong: Record<string, readonly number[]> = { '000': [116, 116, 125, 125], '002': [58, 150] };
/** How many gradients each note gives, so that none goes missing unseen. */
const counts: Record<string, number> = { '000': 22, '001': 8, '002': 11, '003': 2, '004': 20 };

describe.skipIf(names.length === 0)(
  'the gradients of the labelled notes (needs ../shared beside the repository)',
  () => {
    const known = new Map<string, GradientFormula[]>();
    const formulasOf = (name: string): GradientFormula[] => {
      const formulas = known.get(name) ?? gradientFormulas(readFileSync(join(folder, name), 'utf8'));
      known.set(name, formulas);
      return formulas;
    };

    it.each(names)(
      'of %s all open, and those that fail both checks are the wrong ones',
      (name) => {
        const formulas = formulasOf(name);
        expect(formulas.length).toBe(counts[name.slice(0, 3)]);
        expect(formulas.flatMap(({ gradient }) => gradient.open)).toEqual([]);
        const checks = formulas.map((formula) => ({ line: formula.line, ...checked(formula) }));
        expect(checks.filter(({ verdict }) => verdict !== 'right').map(({ line }) => line)).toEqual(
          wrong[name.slice(0, 3)] ?? [],
        );
        for (const { verdict, worstError, taylor } of checks) {
          if (verdict === 'right') expect(worstError).toBeLessThan(1e-6);
          else {
            expect(worstError).toBeGreaterThan(0.1);
            expect(taylor.slope).toBeLessThan(1.5);
          }
        }
      },
      60_000,
    );

    it.each(Object.entries(wrong).flatMap(([note, lines]) => [...new Set(lines)].map((line) => [note, line] as const)))(
      'of note %s, line %i trains visibly differently',
      (note, line) => {
        const name = names.find((each) => each.startsWith(note))!;
        const formula = formulasOf(name).find((each) => each.line === line && checked(each).verdict === 'wrong')!;
        const { claimed, exact } = losses(formula, 60, 0.1);
        const start = exact[0]!;
        expect(exact.at(-1)!).toBeLessThan(start - 0.1);
        // Either the loss climbs or it falls far behind.
        expect(claimed.at(-1)! - exact.at(-1)!).toBeGreaterThan(0.05);
        if (checked(formula).ratio === -1) expect(claimed.at(-1)!).toBeGreaterThan(start);
      },
      60_000,
    );
  },
);
