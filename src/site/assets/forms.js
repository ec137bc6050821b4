// The owner's forms of dates and times, on pages whose owner chose some: CLDR patterns in attributes of the root.
function chosenForm(at, options) {
    const {dataset: forms, lang} = document.documentElement;
    const pattern = options.weekday ? forms.day : !options.day ? forms.clock : options.year && forms.past || forms.stamp;
    if (!pattern) return;
    const part = (type, wanted, tongue = lang + '-u-nu-latn') => new Intl.DateTimeFormat(tongue, {timeZone: options.timeZone, ...wanted})
        .formatToParts(at).find(part => part.type == type)?.value || '';
    const number = unit => +part(unit, {[unit]: 'numeric', hourCycle: 'h23'}, 'en');
    const figures = {
        y: () => number('year'), d: () => number('day'), m: () => number('minute'), s: () => number('second'),
        H: () => number('hour'), K: () => number('hour') % 12, h: () => number('hour') % 12 || 12, k: () => number('hour') || 24,
        M: () => number('month'), L: () => number('month')
    };
    const width = ['short', 'long', 'narrow'];
    const names = {
        M: size => part('month', {month: size, day: 'numeric'}), L: size => part('month', {month: size}),
        E: size => part('weekday', {weekday: size}), c: size => part('weekday', {weekday: size}),
        a: () => part('dayPeriod', {hour: 'numeric', hourCycle: 'h12'})
    };
    const written = pattern.replace(/''|'((?:[^']|'')*)'|([A-Za-z])\2*/g, (run, text, letter) => {
        if (!letter) return text ? text.replace(/''/g, "'") : "'";
        if (letter == 'a') return names.a();
        if (letter in figures && !(letter in names && run.length > 2)) {
            const figure = String(figures[letter]()).padStart(run.length, '0');
            return run == 'yy' ? figure.slice(-2) : figure;
        }
        return names[letter]?.(width[Math.max(0, run.length - 3)]) ?? '';
    });
    return written + (options.timeZoneName ? ' ' + part('timeZoneName', {timeZoneName: 'short'}) : '');
}
