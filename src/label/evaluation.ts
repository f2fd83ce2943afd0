import { wilson } from '../statistics/wilson.js';
import type { OccupationCode, Taxonomy } from '../taxonomy/taxonomy.js';
import type { GoldCode, GoldItem } from './gold.js';
import type { LabelResult } from './labeller.js';
import { type Reliability, reliability } from './reliability.js';

export const FACETS = ['group', 'occupation', 'task', 'mode', 'use_case'] as const;
export type Facet = (typeof FACETS)[number];

/** How a labeller did in one facet. */
export interface FacetFigures {
  /** Share of conversations whose label either coder accepts. */
  readonly accuracy: number;
  /** Wilson's, nominal 95 %. */
  readonly interval: readonly [number, number];
  /** Cohen's kappa with coder a: agreement beyond chance, on first choices. */
  readonly kappa: number;
  /** Share of conversations in which one coder accepts the other's first choice. */
  readonly ceiling: number;
  /** The same on first choices alone. */
  readonly exactAgreement: number;
  /** How far the labels' confidence is from how often they are right; null for groups and tasks, of which a label states none. */
  readonly calibration: Reliability | null;
}

export interface Evaluation {
  readonly n: number;
  readonly notClassified: number;
  readonly facets: Readonly<Record<Facet, FacetFigures>>;
  /** Major groups by two digits (or `none`, `not_classified`): coder a's beside the labeller's. */
  readonly groups: readonly (readonly [coder: string, label: string])[];
}

/** What somebody says in one facet: a first choice, and everything that they would accept. */
interface Judgement {
  readonly first: string;
  readonly accepted: ReadonlySet<string>;
  /** That the first choice is right, where that is stated. */
  readonly probability?: number;
}

type Judge = (facet: Facet) => Judgement;

/**
 * Compares labels with a gold set that two people coded. Tasks count by wording (a Task ID stands for every occupation
 * that holds its text), occupations and groups are those of the accepted tasks; a group also counts where a coder named
 * it outright. Labels are found by `key`, which is the conversation's id.
 */
export function evaluateLabels(
  gold: readonly GoldItem[],
  results: readonly LabelResult[],
  taxonomy: Taxonomy,
): Evaluation {
  const labels = new Map(results.map(({ key, label }) => [key, label]));
  const codes = taskCodes(taxonomy);
  const holders = taskHolders(taxonomy);
  const judged = gold.map((item) => ({
    a: coderJudge(item.a, codes, holders),
    b: coderJudge(item.b, codes, holders),
    ours: labelJudge(labels.get(item.id), holders),
  }));
  const figures = (facet: Facet) => facetFigures(judged.map(({ a, b, ours }) => [a(facet), b(facet), ours(facet)]));
  return {
    n: gold.length,
    notClassified: gold.filter(({ id }) => (labels.get(id)?.outcome ?? 'not_classified') === 'not_classified').length,
    facets: {
      group: figures('group'),
      occupation: figures('occupation'),
      task: figures('task'),
      mode: figures('mode'),
      use_case: figures('use_case'),
    },
    groups: judged.map(({ a, ours }) => [a('group').first, ours('group').first]),
  };
}

function facetFigures(rows: readonly (readonly [Judgement, Judgement, Judgement])[]): FacetFigures {
  const isRight = ([a, b, ours]: (typeof rows)[number]) => a.accepted.has(ours.first) || b.accepted.has(ours.first);
  const right = rows.filter(isRight).length;
  const agree = rows.filter(([a, b]) => a.accepted.has(b.first) || b.accepted.has(a.first)).length;
  const exact = rows.filter(([a, b]) => a.first === b.first).length;
  const { lower, upper } = wilson(right, rows.length);
  return {
    accuracy: right / rows.length,
    interval: [lower, upper],
    kappa: cohenKappa(rows.map(([a, , ours]) => [a.first, ours.first])),
    ceiling: agree / rows.length,
    exactAgreement: exact / rows.length,
    calibration: reliability(
      rows.flatMap((row) => {
        const { probability } = row[2];
        return probability === undefined ? [] : [{ probability, right: isRight(row) }];
      }),
    ),
  };
}

/**
 * Cohen's kappa of two raters: (p_o - p_e) / (1 - p_e), with p_e from both raters' own shares (Cohen 1960). 1 where chance
 * alone agrees always.
 */
export function cohenKappa(pairs: readonly (readonly [string, string])[]): number {
  const count = (side: 0 | 1, value: string) => pairs.filter((pair) => pair[side] === value).length;
  const values = new Set(pairs.flat());
  const observed = pairs.filter(([a, b]) => a === b).length / pairs.length;
  const expected = [...values].reduce((sum, value) => sum + count(0, value) * count(1, value), 0) / pairs.length ** 2;
  return expected === 1 ? 1 : (observed - expected) / (1 - expected);
}

/** A Task ID may be the second of its wording: by ID, the code of the wording. */
export function taskCodes(taxonomy: Taxonomy): ReadonlyMap<string, string> {
  return new Map(
    taxonomy.tasks.flatMap(({ code, holders }) => holders.map(({ taskId }) => [String(taskId), code] as const)),
  );
}

type Holders = ReadonlyMap<string, readonly OccupationCode[]>;

/** The occupations that hold each task, by its code. */
export function taskHolders(taxonomy: Taxonomy): Holders {
  return new Map(taxonomy.tasks.map(({ code, holders }) => [code, holders.map(({ occupation }) => occupation)]));
}

function coderJudge(code: GoldCode, codes: ReadonlyMap<string, string>, holders: Holders): Judge {
  const [first = 'none', ...also] = [code.task, ...code.also].map((id) => codes.get(id) ?? id);
  const judgeTask = taskJudge(first, [first, ...also], holders);
  return (facet) => {
    if (facet === 'mode') return single(code.mode);
    if (facet === 'use_case') return single(code.useCase);
    if (facet === 'group') return single(code.group);
    return judgeTask(facet);
  };
}

function labelJudge(label: LabelResult['label'] | undefined, holders: Holders): Judge {
  if (!label || label.outcome === 'not_classified') return () => single('not_classified');
  const { task, mode, useCase } = label.confidence;
  const first = label.task ?? 'none';
  const judgeTask = taskJudge(first, [first], holders);
  return (facet) => {
    if (facet === 'mode') return stated(single(label.mode), mode);
    if (facet === 'use_case') return stated(single(label.useCase), useCase);
    return facet === 'occupation' ? stated(judgeTask(facet), task) : judgeTask(facet);
  };
}

/** What a choice of tasks says of tasks, occupations and groups. The first occupation of the first task leads. */
function taskJudge(first: string, tasks: readonly string[], holders: Holders): Judge {
  const occupations = (task: string): readonly string[] =>
    task === 'none' ? ['none'] : (holders.get(task) ?? ['unknown']);
  const group = (occupation: string) => (occupation === 'none' ? 'none' : occupation.slice(0, 2));
  const lead = occupations(first)[0] ?? 'none';
  return (facet) => {
    if (facet === 'task') return { first, accepted: new Set(tasks) };
    if (facet === 'occupation') return { first: lead, accepted: new Set(tasks.flatMap(occupations)) };
    return { first: group(lead), accepted: new Set(tasks.flatMap(occupations).map(group)) };
  };
}

function single(value: string): Judgement {
  return { first: value, accepted: new Set([value]) };
}

function stated(judgement: Judgement, basisPoints: number): Judgement {
  return { ...judgement, probability: basisPoints / 10_000 };
}
