// The floating notice of a status page on another site. It holds no state, no words and no address, so that its bytes are
// the same for all pages and may be pinned; what it shows comes from the page's widget.json. When anything fails it shows
// and says nothing.
(() => {
    const script = document.currentScript;
    if (!script?.src || !document.adoptedStyleSheets) return;
    const address = new URL(script.src);
    const option = name => script.dataset[name] ?? address.searchParams.get(name) ?? '';
    // "/[p/<page>/][<language>/][<code>/]widget/script.js", or "/widget?host=<page's host>".
    const [, below, tongue = ''] = /^(\/p\/[^/]+\/|\/)(?:([a-z]{2}(?:-[a-z]{2})?)\/)?/i.exec(address.pathname) || [];
    const host = address.searchParams.get('host');
    const locale = (option('locale') || tongue).toLowerCase();
    const source = address.protocol + '//' + (host ? host + '/' : address.host + below) + (locale && locale + '/') + 'widget.json';
    const always = /^(|1|true|always)$/.test(script.dataset.always ?? address.searchParams.get('always') ?? 'no');
    const place = option('position');
    const theme = option('theme');

    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`:host{all:initial}
[role]{position:fixed;${/top/.test(place) ? 'top' : 'bottom'}:16px;${/left/.test(place) ? 'left' : 'right'}:16px;z-index:2147483647;
box-sizing:border-box;width:max-content;max-width:min(340px,calc(100vw - 32px));color-scheme:${/^(light|dark)$/.test(theme) ? theme : 'light dark'};
font:14px/1.4 Inter,system-ui,sans-serif;overflow-wrap:anywhere}
section{display:flex;align-items:start;gap:12px;padding:14px;border:1px solid #e3e6eb;border-color:light-dark(#e3e6eb,#252a33);border-radius:14px;
background:#fff;background:light-dark(#fff,#14171d);color:#171a21;color:light-dark(#171a21,#eef0f4);box-shadow:0 6px 20px -8px #10182866;animation:in .15s}
@keyframes in{from{opacity:0;translate:0 8px}}
@media(prefers-reduced-motion:reduce){section{animation:none}}
a{display:grid;grid-template-columns:8px 1fr;gap:0 10px;color:inherit;text-decoration:none}
a+a{margin-top:10px}
a:hover b{text-decoration:underline}
i{height:8px;margin-top:6px;border-radius:50%;background:currentColor;color:#848c99;forced-color-adjust:none}
b{font-weight:600}
small{grid-column:2;font-size:13px;color:#586170;color:light-dark(#586170,#9ba4b4)}
button{flex:none;width:24px;height:24px;padding:0;border:0;border-radius:8px;background:none;color:inherit;font:20px/1 system-ui;cursor:pointer}
:focus-visible{outline:2px solid #2a4fb5;outline-color:light-dark(#2a4fb5,#a3b8ff);outline-offset:2px;border-radius:4px}`);

    const make = (name, parent, text = '') => {
        const made = document.createElement(name);
        made.textContent = text;
        parent.append(made);
        return made;
    };
    const key = 'daymark-dismissed';
    let dismissed = '', shown = '[]', status, box;
    try {
        dismissed = sessionStorage[key] || '';
    } catch {
        // Storage is closed to this site: what is dismissed comes back with the next page.
    }
    const dismiss = items => {
        for (const item of items) dismissed += ' ' + item.id;
        try {
            sessionStorage[key] = dismissed;
        } catch {
            // As above.
        }
        show([], {});
    };
    const show = (items, data) => {
        const next = JSON.stringify(items);
        if (next == shown) return;
        shown = next;
        if (!box) {
            const root = make('daymark-status', document.body).attachShadow({mode: 'closed'});
            root.adoptedStyleSheets = [sheet];
            box = make('div', root);
            box.setAttribute('role', 'status');
        }
        box.replaceChildren();
        if (!items.length) return;
        box.lang = data.lang;
        box.dir = data.dir;
        const card = make('section', box);
        const list = make('div', card);
        for (const item of items) {
            const link = make('a', list);
            if (/^https?:/.test(item.url)) link.href = item.url;
            make('i', link).style.color = item.color;
            make('bdi', make('b', link), item.name);
            make('small', link, item.status);
        }
        const button = make('button', card, '×');
        button.setAttribute('aria-label', data.dismiss);
        button.onclick = () => dismiss(items);
        card.onkeydown = event => {
            if (event.key == 'Escape') dismiss(items);
        };
    };
    const look = async () => {
        try {
            const answer = await fetch(source, {cache: 'no-cache', credentials: 'omit'});
            if (!answer.ok) return show([], {});
            const data = await answer.json();
            const {page} = data;
            const due = data.notices.filter(notice => !(Date.parse(notice.from) > Date.now()));
            const items = due.length || !always ? due : [{...page, id: page.status, name: page.headline, status: page.name}];
            show(items.filter(item => !dismissed.includes(item.id)).slice(0, 3), data);
            if (page.status != status) document.dispatchEvent(new CustomEvent('status:change', {bubbles: true, detail: data}));
            status = page.status;
        } catch {
            show([], {});
        }
    };
    const start = () => {
        look();
        setInterval(() => document.hidden || look(), 6e4);
        addEventListener('visibilitychange', () => document.hidden || look());
    };
    document.body ? start() : addEventListener('DOMContentLoaded', start);
})();
