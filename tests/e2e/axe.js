// What axe finds on a page, in all rules of WCAG 2.2 A and AA and its own best practices.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** One line for each violation; none is what is wanted. */
export async function axe_finds(page, apart = []) {
    if (!await page.evaluate(() => 'axe' in window)) await page.evaluate(source);
    return page.evaluate(async ([runOnly, off]) => {
        // Chromium tells the fill of letters without the forcing of colours; what it paints is the colour.
        const told = CSSStyleDeclaration.prototype.getPropertyValue;
        CSSStyleDeclaration.prototype.getPropertyValue = function (name) { return told.call(this, name === '-webkit-text-fill-color' ? 'color' : name); };
        const rules = Object.fromEntries(off.map(id => [id, { enabled: false }]));
        const { violations, passes } = await axe.run({ runOnly, rules, resultTypes: ['violations'] });
        CSSStyleDeclaration.prototype.getPropertyValue = told;
        if (![...passes, ...violations].some(rule => rule.id === 'color-contrast')) return ['axe saw no text'];
        return violations.map(rule => `${rule.id}: ${rule.nodes.slice(0, 3).map(node => `${node.html.slice(0, 140)} (${node.any[0]?.message ?? node.failureSummary})`).join(' | ')}`);
    }, [standards, apart]);
}
