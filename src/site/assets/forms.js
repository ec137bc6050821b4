// The owner's forms of dates and times, on pages whose owner chose some: CLDR patterns and the names in them, in attributes
// of the root.
function chosenForm(at, {weekday, day, year, timeZone, timeZoneName}) {
    const forms = root.dataset;
    const pattern = weekday ? forms.day : !day ? forms.clock : year && forms.past || forms.stamp;
    if (!pattern) return;
    const names = JSON.parse(forms.names || '{}');
    const format = (tongue, options) => new Intl.DateTimeFormat(tongue, {timeZone, ...options});
    const [y, M, d, H, m, s] = format('sv', {dateStyle: 'short', timeStyle: 'medium'}).format(at).match(/\d+/g).map(Number);
    const E = new Date(Date.UTC(y, M - 1, d)).getUTCDay();
    const figures = {y, M, L: M, d, m, s, H, K: H % 12, h: H % 12 || 12, k: H || 24};
    const places = {M: M - 1, L: M - 1, E, c: E, a: +(H > 11)};
    return pattern.replace(/'((?:[^']|'')*)'|([a-z])\2*/gi, (run, text, letter) => !letter ? text.replaceAll("''", "'") || "'" :
        names[run]?.[places[letter]] ?? (figures[letter] + '').padStart(run.length, 0).slice(run == 'yy' ? -2 : 0)
    ) + (timeZoneName ? ' ' + format(root.lang, {timeZoneName}).formatToParts(at).find(part => part.type == 'timeZoneName').value : '');
}
