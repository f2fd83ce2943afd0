import { describe, expect, it } from 'vitest';
import {
  readActivityMetrics,
  readActivityWeights,
  readApplicability,
  readOccupationActivities,
} from '../../../src/taxonomy/exposure/working-with-ai.js';
import { openTaxonomySource } from '../../../src/taxonomy/open.js';
import { describeOddity, Findings } from '../../../src/taxonomy/source.js';
import { hasReferenceData, referenceData } from '../../support/reference-data.js';
import { sourceOf } from '../sources.js';

const SIDE = ['share', 'completion', 'impact_scope', 'feedback_positive_fraction', 'completion_x_scope_x_coverage'];
const METRICS = ['IWA', 'title', ...SIDE.map((name) => `${name}_user`), ...SIDE.map((name) => `${name}_ai`)].join(',');

describe('reading the applicability of AI', () => {
  it('takes the metrics of an activity, with gaps where nothing could be judged', async () => {
    const findings = new Findings();
    const file = `${METRICS}\n4.A.1.a.1.I01,Study art.,0.004,0.8,0.6,0.7,0.48,0.0,,,,0.0\n`;
    const activities = await readActivityMetrics(sourceOf({ 'iwa_metrics.csv': file }), findings);
    expect(findings.fatal).toEqual([]);
    expect(activities).toEqual([
      {
        iwa: '4.A.1.a.1.I01',
        title: 'Study art.',
        user: { share: 0.004, completion: 0.8, impactScope: 0.6, positiveFeedback: 0.7, applicability: 0.48 },
        ai: { share: 0, completion: null, impactScope: null, positiveFeedback: null, applicability: 0 },
      },
    ]);
  });

  it('takes weights by activity, without those of zero', async () => {
    const findings = new Findings();
    const file = 'SOC Code,4.A.1.a.1.I01,4.A.1.a.1.I02\n11-1011,0.0,3.5\n11-1021,0.0,0.0\n';
    const weights = await readActivityWeights(sourceOf({ 'soc_iwa_weights.csv': file }), findings);
    expect(weights).toEqual([{ soc: '11-1011', weights: new Map([['4.A.1.a.1.I02', 3.5]]) }]);
    expect(findings.fatal.map(describeOddity)).toEqual(['soc_iwa_weights.csv:3, SOC Code: 11-1021 has no activity']);
  });

  it('names line and field of what it cannot read', async () => {
    const findings = new Findings();
    const source = sourceOf({
      'soc_iwa_weights.csv': 'SOC Code,4.A.1.a.1.I01,Total\n11-1011,-1,2\n',
      'soc_ai_applicability_scores.csv':
        'SOC Code,title,ai_applicability_score\n11-1011,A,0.1\n11-1011,B,0.2\n11-10,C,1.2\n11-1031,D,\n',
      'soc_to_iwas.csv': 'SOC Code,IWA\n11-1011,4.A.1.a.1\n',
    });
    await readActivityWeights(source, findings);
    const scores = await readApplicability(source, findings);
    await readOccupationActivities(source, findings);
    expect(findings.fatal.map(describeOddity)).toEqual([
      'soc_iwa_weights.csv:1, Total: "Total" is not an intermediate work activity',
      'soc_iwa_weights.csv:2, 4.A.1.a.1.I01: "-1" is not a figure of at least 0',
      'soc_ai_applicability_scores.csv:3, SOC Code: 11-1011 is there twice (first in line 2)',
      'soc_ai_applicability_scores.csv:4, SOC Code: "11-10" is not a SOC code',
      'soc_ai_applicability_scores.csv:4, ai_applicability_score: "1.2" is not a figure from 0 to 1',
      'soc_ai_applicability_scores.csv:5, ai_applicability_score: no figure',
      'soc_to_iwas.csv:2, IWA: "4.A.1.a.1" is not an intermediate work activity',
    ]);
    expect(scores).toEqual([{ soc: '11-1011', title: 'A', score: 0.1 }]);
  });
});

describe.skipIf(!hasReferenceData)('the published applicability scores', () => {
  it('follow from the published metrics and weights', async () => {
    const source = await openTaxonomySource(referenceData('exposure', 'working_with_ai'));
    const findings = new Findings();
    const metrics = new Map((await readActivityMetrics(source, findings)).map((activity) => [activity.iwa, activity]));
    const weights = await readActivityWeights(source, findings);
    const scores = new Map((await readApplicability(source, findings)).map(({ soc, score }) => [soc, score]));
    const pairs = await readOccupationActivities(source, findings);
    expect([findings.fatal, findings.warnings]).toEqual([[], []]);
    expect([metrics.size, weights.length, scores.size, pairs.length]).toEqual([332, 785, 785, 13698]);
    // 160 of the 13,698 pairs weigh nothing.
    expect(weights.reduce((sum, occupation) => sum + occupation.weights.size, 0)).toBe(13538);
    for (const { soc, weights: own } of weights) {
      const total = [...own.values()].reduce((sum, weight) => sum + weight, 0);
      const score = [...own].reduce((sum, [iwa, weight]) => {
        const activity = metrics.get(iwa);
        return sum + ((weight / total) * ((activity?.user.applicability ?? 0) + (activity?.ai.applicability ?? 0))) / 2;
      }, 0);
      expect(score).toBeCloseTo(scores.get(soc) ?? Number.NaN, 10);
    }
  });
});
