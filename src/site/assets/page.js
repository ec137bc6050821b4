// Enhancements only: local times, theme, a tooltip for each day of a bar, and changes as they come. The page reads well without.
const root = document.documentElement;
const find = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const stored = (name, value) => {
    try {
        if (value != null) localStorage['daymark-' + name] = value;
        return localStorage['daymark-' + name] || '';
    } catch {
        return value || '';
    }
};
const theme = () => {
    if ('light' in root.dataset) return;
    const chosen = root.style.colorScheme = stored('theme');
    const logo = find('#dark-logo');
    if (logo) logo.media = chosen ? (chosen == 'dark' ? 'all' : 'not all') : '(prefers-color-scheme: dark)';
};
theme();

addEventListener('DOMContentLoaded', () => {
    theme();
    const tip = find('#tip');
    let data = {}, checked, tag, wasOpen = {}, last = find('main').outerHTML;

    // Times: in the forms that the server wrote, with European digits everywhere.
    const tongue = root.lang + '-u-nu-latn-hc-h23';
    const format = (at, options) => {
        options = {timeZone: stored('zone') || undefined, ...options};
        return self.chosenForm?.(at, options) || new Intl.DateTimeFormat(tongue, options).format(at);
    };
    const ago = at => {
        const minutes = Math.max(0, Math.round((Date.now() - at) / 6e4));
        const [amount, unit] = minutes < 60 ? [minutes, 'minute'] : minutes < 2880 ? [Math.round(minutes / 60), 'hour'] : [Math.round(minutes / 1440), 'day'];
        return new Intl.RelativeTimeFormat(tongue).format(-amount, unit);
    };
    const paint = () => {
        for (const time of all('time')) {
            const at = new Date(time.dateTime);
            const year = Math.abs(Date.now() - at) > 2e10 ? 'numeric' : undefined;
            time.textContent = format(at, {year, month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', timeZoneName: 'short'}) +
                ('ago' in time.dataset ? ' · ' + ago(at) : '');
        }
        const note = find('#checked');
        if (note && checked) note.textContent = (note.previousSibling ? ' · ' : '') + data.checked.replace('{time}', format(checked, {hour: '2-digit', minute: '2-digit', timeZoneName: 'short'}));
    };

    // Bars: the tooltip reads the day's status off the drawing; only the minutes come from the data.
    const shown = bar => {
        const box = bar.getBoundingClientRect();
        return [box, Math.round(Math.min(450, box.width * 28 / box.height) / 5)];
    };
    const dayUnder = (bar, x) => {
        const [box, days] = shown(bar);
        const along = (root.dir == 'rtl' ? box.right - x : x - box.left) / box.width;
        return 90 - days + Math.max(0, Math.min(days - 1, Math.floor(along * days)));
    };
    const show = (bar, day, spoken) => {
        const [box, days] = shown(bar);
        let letter = 'n';
        for (const path of bar.children) {
            for (const [, from, length] of path.getAttribute('d').matchAll(/M(\d+)\D14h(\d+)/g)) {
                if (day * 5 >= +from && day * 5 < +from + +length) letter = path.getAttribute('class');
            }
        }
        const minutes = (data.minutes[all('main .b').indexOf(bar)] || {})[day];
        const unit = (value, name) => new Intl.NumberFormat(tongue, {style: 'unit', unit: name, unitDisplay: 'short'}).format(value);
        const length = !minutes ? '' : minutes < 60 ? unit(minutes, 'minute') : unit(Math.floor(minutes / 60), 'hour') + ' ' + unit(minutes % 60, 'minute');
        const date = Date.parse(data.last) - (89 - day) * 864e5;
        const title = document.createElement('b');
        title.textContent = format(date, {month: 'short', day: 'numeric', weekday: 'short', timeZone: 'UTC'});
        tip.ariaLive = spoken ? 'polite' : 'off';
        tip.hidden = false;
        const said = data.words[letter] + (length && ' · ' + length);
        tip.replaceChildren(title, said);
        const along = (day - 90 + days + .5) / days * box.width;
        const middle = root.dir == 'rtl' ? box.right - along : box.left + along;
        const half = tip.offsetWidth / 2 + 6;
        const left = Math.max(half, Math.min(root.clientWidth - half, middle)) - tip.offsetWidth / 2;
        const above = box.top - tip.offsetHeight - 8;
        tip.style.translate = `${left + scrollX}px ${(above < 4 ? box.bottom + 8 : above) + scrollY}px`;
        return title.textContent + ': ' + said;
    };
    const hide = () => tip.hidden = true;
    const wire = () => {
        data = JSON.parse(find('#data').textContent);
        for (const group of all('details[id]')) wasOpen[group.id] = group.open;
        for (const bar of all('main .b')) {
            const group = bar.closest('summary');
            const stop = group || bar;
            let day = 89;
            bar.onpointerdown = bar.onpointermove = event => show(bar, day = dayUnder(bar, event.clientX));
            bar.onpointerleave = stop.onblur = hide;
            if (!group) {
                const name = find('bdi', bar.parentNode).textContent;
                for (const [key, value] of Object.entries({tabindex: 0, role: 'slider', 'aria-label': name + ': ' + bar.getAttribute('aria-label'),
                    'aria-valuemin': 0, 'aria-valuemax': 89, 'aria-valuenow': 89})) bar.setAttribute(key, value);
            }
            stop.onkeydown = event => {
                const forward = root.dir == 'rtl' ? -1 : 1;
                const step = {ArrowLeft: -forward, ArrowRight: forward, Home: -90, End: 90}[event.key];
                if (event.key == 'Escape') hide();
                if (!step) return;
                event.preventDefault();
                day = Math.max(90 - shown(bar)[1], Math.min(89, day + step));
                const text = show(bar, day, group);
                if (group) return;
                bar.setAttribute('aria-valuenow', day);
                bar.setAttribute('aria-valuetext', text);
            };
        }
        paint();
    };

    // Refresh: only the parts that may change are swapped; open groups, focus and scroll position stay.
    const focusable = () => all('main a, main summary, main .b');
    // What has the focus is known again by where it leads, by its group, or by its component's name.
    const key = node => node.href || node.parentNode.id || find('bdi', node.parentNode)?.textContent;
    const swap = next => {
        const opened = Object.fromEntries(all('details[id]').map(group => [group.id, group.open]));
        const focus = focusable().includes(document.activeElement) && key(document.activeElement);
        const before = find('h1').textContent;
        hide();
        find('main').replaceChildren(...find('main', next).childNodes);
        for (const group of all('details[id]')) {
            if (wasOpen[group.id] == group.open) group.dataset.open = opened[group.id] ?? group.open;
        }
        root.dataset.state = next.documentElement.dataset.state;
        document.title = next.title;
        find('#icon').href = find('#icon', next).href;
        wire();
        for (const group of all('details[data-open]')) group.open = group.dataset.open == 'true';
        if (focus) focusable().find(node => key(node) == focus)?.focus({preventScroll: true});
        const now = find('h1').textContent;
        if (now != before) find('#say').textContent = now;
    };
    const check = async () => {
        try {
            // The first look is answered by the browser's own cache as a rule; it tells the tag and the time of this answer.
            const answer = await fetch(location.href, tag ? {headers: {'If-None-Match': tag}} : {});
            if (!answer.ok && answer.status != 304) return;
            if (answer.ok) {
                const next = new DOMParser().parseFromString(await answer.text(), 'text/html');
                if (!find('#data', next)) return;
                const fresh = find('main', next).outerHTML;
                if (fresh != last) swap(next);
                last = fresh;
                tag = answer.headers.get('etag');
            }
            checked = Date.parse(answer.headers.get('date'));
            paint();
        } catch {
            // Off line: what is shown stays, and so does the time it was checked at.
        }
    };

    // Live: a stream tells at once that the page changed, and readers come for it within a second. What only ages, and
    // everything when no stream comes through, they find by looking each minute.
    let stream, later, tries = 0;
    const spread = time => time * (.8 + Math.random() * .4);
    const listen = () => {
        clearTimeout(later);
        stream?.close();
        if (document.hidden) return;
        stream = new EventSource(find('.brand').href + 'events');
        stream.onmessage = event => {
            tries = 0;
            tag?.includes(event.data) || setTimeout(check, Math.random() * 1e3);
        };
        // One that broke off comes again by itself, when the server said; one that was refused does not.
        stream.onerror = () => stream.readyState > 1 && (later = setTimeout(listen, spread(3e4 * 2 ** Math.min(tries++, 6))));
    };
    const look = () => {
        document.hidden || check();
        setTimeout(look, spread(6e4));
    };

    for (const field of all('input[name=zone]')) field.value = new Intl.DateTimeFormat().resolvedOptions().timeZone;
    for (const [id, act] of [['theme', theme], ['zone', paint]]) {
        const select = find('#' + id);
        if (!select) continue;
        select.value = stored(id);
        if (select.selectedIndex < 0) select.value = '';
        select.onchange = () => {
            stored(id, select.value);
            act();
        };
    }
    find('#view').hidden = false;
    if (!find('#data')) return;
    wire();
    look();
    later = setTimeout(listen, spread(2e3));
    addEventListener('visibilitychange', () => {
        listen();
        document.hidden || check();
    });
});
