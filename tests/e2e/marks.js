// Whether the drawn marks that tell states can be told from what they stand on and from each other: WCAG 1.4.11, which axe
// does not check, and what forced colours would take away.

/** One line for each mark whose contrast with its ground is below 3, or that has another state's colour. Hidden ones do not count. */
export function unseen_marks(page) {
    return page.evaluate(() => {
        // Where a mark's colour is: an element or its pseudo-element, and the property that paints it.
        const marks = [
            ['svg.ic use', '', 'color'], ['main .b path', '', 'stroke'], ['main .c .l', '', 'stroke'],
            ['.key i', '', 'backgroundColor'], ['.note', '::before', 'backgroundColor'],
            ['.log > li', '::before', 'backgroundColor'], ['.cal li', '', 'borderInlineStartColor'], ['a > svg[viewBox]', '', 'color'],
        ];
        const brush = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
        const rgba = color => {
            brush.clearRect(0, 0, 1, 1);
            brush.fillStyle = color;
            brush.fillRect(0, 0, 1, 1);
            return [...brush.getImageData(0, 0, 1, 1).data];
        };
        const ground_of = element => {
            const grounds = [];
            for (let at = element; at; at = at.parentElement) {
                const [r, g, b, a] = rgba(getComputedStyle(at).backgroundColor);
                grounds.unshift([r, g, b, a / 255]);
                if (a === 255) break;
            }
            const canvas = rgba(matchMedia('(forced-colors: active)').matches ? 'Canvas' : '#fff').slice(0, 3);
            return grounds.reduce((under, [r, g, b, a]) => under.map((channel, i) => channel * (1 - a) + [r, g, b][i] * a), canvas);
        };
        const light = channels => {
            const [r, g, b] = channels.map(channel => channel / 255).map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
        };
        const contrast = (one, other) => {
            const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
            return (high + 0.05) / (low + 0.05);
        };
        const found = new Set();
        for (const [selector, pseudo, property] of marks) {
            const seen = {};
            for (const element of document.querySelectorAll(selector)) {
                if (!element.checkVisibility()) continue;
                const color = getComputedStyle(element, pseudo || null)[property];
                const state = [...element.closest('[class]')?.classList ?? []].find(name => /^[omdpixn]$/.test(name));
                if (state && (seen[color] ??= state) !== state) found.add(`${selector}${pseudo} of ${state} looks like that of ${seen[color]} (${color})`);
                const ratio = contrast(rgba(color).slice(0, 3), ground_of(pseudo ? element : element.parentElement));
                if (ratio < 3) found.add(`${selector}${pseudo} .${element.closest('[class]')?.getAttribute('class')} stands at ${ratio.toFixed(2)} (${color})`);
            }
        }
        return [...found];
    });
}
