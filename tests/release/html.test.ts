import fc from 'fast-check';
import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import type { ReleaseContent } from '../../src/release/content.js';
import { escapeText, html, Markup } from '../../src/release/html.js';
import { renderRelease } from '../../src/release/render.js';
import type { Taxonomy } from '../../src/taxonomy/taxonomy.js';
import { change, comparison, content, facts, SMALL_TAXONOMY, share } from '../support/release.js';

describe('html', () => {
  it('escapes what is put in, in text and in attributes', () => {
    expect(html`<a title="${'"><script>'}">${"it's <b>"}</a>`.text).toBe(
      '<a title="&quot;&gt;&lt;script&gt;">it&#39;s &lt;b&gt;</a>',
    );
  });

  it('leaves markup alone, joins lists, and drops null and false', () => {
    expect(html`<ul>${['a', 'b'].map((item) => html`<li>${item}</li>`)}</ul>${null}${false}${0}`.text).toBe(
      '<ul><li>a</li><li>b</li></ul>0',
    );
    expect(html`${new Markup('<br>')}`.text).toBe('<br>');
  });

  it('gives any text back to a reader unchanged, and never an element', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(escapeText(text)).not.toMatch(/[<>"']/);
        const { document } = parseHTML(`<p title="${escapeText(text)}">${escapeText(text)}</p>`);
        expect(document.querySelectorAll('*')).toHaveLength(1);
      }),
    );
  });
});

const EVIL = `<script>alert("1")</script> & 'so' on`;

/** Every text that comes from elsewhere, hostile. */
function hostile(): ReleaseContent {
  const taxonomy: Taxonomy = {
    ...SMALL_TAXONOMY,
    name: EVIL,
    majorGroups: SMALL_TAXONOMY.majorGroups.map((group) => ({ ...group, title: `${EVIL} ${group.code}` })),
    occupations: SMALL_TAXONOMY.occupations.map((occupation) => ({ ...occupation, title: EVIL })),
    tasks: SMALL_TAXONOMY.tasks.map((task) => ({ ...task, text: EVIL })),
  };
  return content({
    taxonomy,
    facts: facts({ indexTitle: EVIL, reason: EVIL, exclusions: [{ reason: EVIL, count: 20 }] }),
    cells: [
      share(0.6),
      share(0.6, 'ok', { level: 'occupation', key: '11-1.00' }),
      share(0.6, 'ok', { facet: 'task', level: 'task', key: '1' }),
    ],
    comparison: comparison({ previousRelease: EVIL, deltas: [change(0.05)] }),
  });
}

const files = await renderRelease(hostile());

describe('a release whose titles are hostile', () => {
  it.each(['index.html', 'breakdown.svg', 'movers.svg'])('has no element of theirs in %s', (name) => {
    const text = String(files.get(name));
    expect(text).toContain('&lt;script&gt;');
    expect(text).not.toContain('<script');
    expect(text).not.toContain('alert("1")');
  });

  it('quotes them in its tables', () => {
    expect(String(files.get('cells.csv'))).toContain(`"${`${EVIL} 11-0000`.replaceAll('"', '""')}"`);
  });
});
