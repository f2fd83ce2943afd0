import { describe, expect, it } from 'vitest';
import { snapshotJson } from '../../src/release/metadata.js';
import { renderRelease } from '../../src/release/render.js';
import { content, facts } from '../support/release.js';

const page = async (release = content()) => String((await renderRelease(release)).get('index.html'));
const unmeasured = content({ facts: facts({ labelFigures: null }) });

describe('how good the labels are', () => {
  it('stands on the page beside what two people agree on, with the part of a change that shows', async () => {
    const text = (await page()).replace(/<svg[\s\S]*?<\/svg>/g, '').replace(/<[^>]*>/g, '|');
    expect(text).toContain('120 conversations were coded by two people');
    expect(text).toMatch(/Major group\|+70\.0\u00a0%\|+61\.3 to 77\.5\u00a0%\|+95\.0\u00a0%\|+22\.5/);
    expect(text).toMatch(/16\.0\u00a0% \(12\.4 to 19\.9\u00a0%\)/);
    expect(text).toMatch(/Task\|+30\.0\u00a0%\|+22\.5 to 38\.7\u00a0%\|+90\.0\u00a0%\|+-\|+-\|/);
  });

  it('is said to be unknown where it was not measured', async () => {
    expect(await page(unmeasured)).not.toContain('How good the labels are');
    expect(await page(unmeasured)).toContain('how many it makes was not measured');
  });

  it('is part of the record of the method, whose hashes stay what they were', () => {
    const [measured, not] = [content(), unmeasured].map((one) => JSON.parse(snapshotJson(one)).method);
    expect(measured.evaluation.gold.facets.task).toEqual({
      accuracy: 0.3,
      interval: [0.2253, 0.3872],
      kappa: 0.1539,
      ceiling: 0.9,
    });
    expect(not).toEqual({ ...measured, evaluation: null });
  });
});
