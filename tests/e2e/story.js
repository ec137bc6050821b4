// Pages in every state a reader can meet, told over the API to a server whose clock stands still.
import { Daymark, eventually } from '../support/daymark.mjs';
import { standing_at } from '../support/clock.mjs';

export const moment = new Date('2026-11-23T14:41:00Z');
const hour = 60;
const day = 24 * hour;
const at = minutes_ago => new Date(moment - minutes_ago * 60_000).toISOString();

/** One text in the three languages that tests look at, as fields of the API. */
const named = (en, de, ar) => ({ name: en, ...(de && { translations: { name: { de, ar } } }) });
const said = (en, de, ar) => ({ message: en, translations: { message: { de, ar } } });
const both = (name, message) => ({ ...name, ...message, translations: { ...name.translations, ...message.translations } });

const parts = [
    ['site', named('Website', 'Webseite', 'الموقع'), { description: 'acme.example and the **blog**' }],
    ['product', named('Product', 'Produkt', 'المنتج'), {}],
    ['dashboard', named('Dashboard', 'Übersicht', 'لوحة التحكم'), { in: 'product' }],
    ['api', named('API', 'API', 'واجهة البرمجة'), { in: 'product', description: '`api.acme.example`, all versions' }],
    ['webhooks', named('Webhooks', 'Webhooks', 'الإشعارات البرمجية'), { in: 'product' }],
    ['search', named('Search', 'Suche', 'البحث'), { in: 'product' }],
    ['regions', named('Regions', 'Regionen', 'المناطق'), {}],
    ['europe', named('Europe', 'Europa', 'أوروبا'), { in: 'regions', description: 'Frankfurt' }],
    ['asia', named('Asia Pacific', 'Asien-Pazifik', 'آسيا والمحيط الهادئ'), { in: 'regions' }],
    ['messages', named('Messages', 'Nachrichten', 'الرسائل'), { isCollapsed: true }],
    ['mail', named('E-mail', 'E-Mail', 'البريد الإلكتروني'), { in: 'messages' }],
    ['sms', named('Text messages', 'Kurznachrichten', 'الرسائل القصيرة'), { in: 'messages', since: 20 * day }],
    ['docs', named('Documentation', 'Dokumentation', 'التوثيق'), {}],
];

const looking = said('We are looking into it.', 'Wir gehen dem nach.', 'نحن نتحقق من الأمر.');
const over = said('Everything works again.', 'Alles läuft wieder.', 'عاد كل شيء إلى العمل.');

// Minutes ago, minutes long, what was hit and how.
const past = [
    [100 * day, 15, 'docs', 'DEGRADEDPERFORMANCE', named('Documentation is slow', 'Dokumentation ist langsam', 'التوثيق بطيء')],
    [83 * day, 31, 'dashboard', 'MAJOROUTAGE', named('Dashboard unreachable after a release', 'Übersicht nach einem Update nicht erreichbar', 'تعذر الوصول إلى لوحة التحكم بعد تحديث')],
    [71 * day, 140, 'webhooks', 'DEGRADEDPERFORMANCE', named('Delayed webhooks', 'Verspätete Webhooks', 'تأخر الإشعارات البرمجية')],
    [58 * day, 190, 'api', 'MINOROUTAGE', named('Some calls fail', 'Manche Aufrufe scheitern', 'فشل بعض الطلبات')],
    [44 * day, 96, 'europe', 'PARTIALOUTAGE', named('Network trouble in Frankfurt', 'Netzstörung in Frankfurt', 'اضطراب الشبكة في فرانكفورت')],
    [5 * day, 110, 'mail', 'DEGRADEDPERFORMANCE', named('E-mails arrive late', 'E-Mails kommen spät an', 'تأخر وصول الرسائل')],
    [2 * day + 3 * hour, 41, 'webhooks', 'PARTIALOUTAGE', named('Webhooks stuck in a queue', 'Webhooks hängen in einer Warteschlange', 'إشعارات عالقة في قائمة الانتظار')],
];

async function make_parts(server, page, settings = {}) {
    const ids = {};
    for (const [key, name, { in: group, since = 120 * day, ...rest }] of parts) {
        const draft = { ...name, ...rest, ...settings, ...(group && { group: ids[group] }), startDate: at(since) };
        ids[key] = (await server.call('POST', `/v1/${page.id}/components`, draft)).id;
    }
    return ids;
}

async function make_past(server, page, ids) {
    const told = [];
    for (const [ago, minutes, part, status, name] of past) {
        const path = `/v1/${page.id}/incidents`;
        const begun = { status: 'INVESTIGATING', started: at(ago), notify: false, components: [ids[part]], statuses: [{ id: ids[part], status }] };
        const incident = await server.call('POST', path, { ...begun, ...both(name, looking) });
        const end = { status: 'RESOLVED', started: at(ago - minutes), notify: false, statuses: [{ id: ids[part], status: 'OPERATIONAL' }] };
        await server.call('POST', `${path}/${incident.id}/incident-updates`, { ...end, ...over });
        told.push(incident.id);
    }
    return told;
}

/** More in one month than its first page shows. */
async function make_busy_month(server, page, ids) {
    for (let n = 1; n <= 33; ++n) {
        const part = ids[n % 3 ? 'search' : 'docs'];
        await server.call('POST', `/v1/${page.id}/incidents`, { name: `Brief trouble ${n}`, status: 'RESOLVED', message: 'Over.', started: at(32 * day + n * hour), notify: false, components: [part] });
    }
}

async function make_trouble(server, page, ids) {
    const draft = both(named('Search results are incomplete', 'Suchergebnisse sind unvollständig', 'نتائج البحث غير كاملة'), looking);
    const hit = { components: [ids.search, ids.api], statuses: [{ id: ids.search, status: 'DEGRADEDPERFORMANCE' }] };
    const open = await server.call('POST', `/v1/${page.id}/incidents`, { ...draft, ...hit, status: 'INVESTIGATING', started: at(47), notify: false });
    const found = said('An indexing server ran out of disk space. We are adding more; **no shipment is lost**. [What it does](https://acme.example)',
        'Einem Server ging der Platz aus. Wir schaffen mehr; **nichts ging verloren**. [Was er tut](https://acme.example)',
        'نفدت مساحة أحد الخوادم ونحن نضيف المزيد؛ **لم يُفقد شيء**. [ما يفعله](https://acme.example)');
    const worse = [{ id: ids.search, status: 'MAJOROUTAGE' }, { id: ids.api, status: 'PARTIALOUTAGE' }];
    await server.call('POST', `/v1/${page.id}/incidents/${open.id}/incident-updates`, { ...found, status: 'IDENTIFIED', started: at(26), notify: false, statuses: worse });
    return open.id;
}

async function make_plans(server, page, ids) {
    const plan = (name, part, start, minutes, more) => server.call('POST', `/v1/${page.id}/maintenances`, {
        ...both(name, said('Changes may fail for **two minutes**.', 'Änderungen können **zwei Minuten** lang scheitern.', 'قد تفشل التغييرات **لدقيقتين**.')),
        components: [ids[part]], start: at(start), duration: minutes, notify: false, ...more,
    });
    const running = await plan(named('New disks', 'Neue Platten', 'أقراص جديدة'), 'asia', 20, 90, { status: 'INPROGRESS', statuses: [{ id: ids.asia, status: 'UNDERMAINTENANCE' }] });
    const planned = await plan(named('Database upgrade', 'Neue Datenbankversion', 'ترقية قاعدة البيانات'), 'europe', -2 * day, 90);
    await plan(named('Yearly failover test', 'Jährlicher Umschalttest', 'اختبار التحويل السنوي'), 'api', -9 * day, 240);
    return { running: running.id, planned: planned.id };
}

async function make_metric(server, page, name, suffix, usual) {
    const metric = await server.call('POST', `/v1/${page.id}/metrics`, { name, suffix });
    // Days and nights of a month, always the same.
    const data = Array.from({ length: 30 * 96 }, (_, n) => ({
        timestamp: Number(moment) - n * 900_000,
        value: Math.round(usual * (1 + 0.3 * Math.sin(n / 96 * 2 * Math.PI) + 0.1 * Math.sin(n * 2.3))),
    }));
    await server.call('POST', `/v1/${page.id}/metrics/${metric.id}/data`, { data });
    return metric.id;
}

async function make_acme(server) {
    const page = await server.create_page('acme', [], { name: 'Acme' });
    await server.call('PUT', `/v2/${page.id}`, { websiteUrl: 'https://acme.example', links: [{ name: 'Help', url: 'https://help.acme.example' }],
        twitter: 'acme', subscribeBySms: true, useLargeHeader: false });
    const ids = await make_parts(server, page);
    const resolved = (await make_past(server, page, ids)).at(-1);
    const postmortem = said('## What happened\n\nA queue had no limit.\n\n- It has one now.\n- `queue.depth` is watched.\n\n| hour | depth |\n| --- | --- |\n| 11:00 | 90,000 |',
        '## Was geschah\n\nEiner Warteschlange fehlte eine Grenze.\n\n- Nun hat sie eine.', '## ما حدث\n\nلم يكن للقائمة حد.\n\n- لها الآن حد.');
    await server.call('PUT', `/x/${page.id}/incidents/${resolved}/postmortem`, postmortem);
    await make_busy_month(server, page, ids);
    // Points alone are looked for once a minute; what follows brings them at once.
    const metric = await make_metric(server, page, 'API response time', 'ms', 140);
    await make_metric(server, page, 'Orders placed', '/min', 62);
    const open = await make_trouble(server, page, ids);
    const plans = await make_plans(server, page, ids);
    const news = both(named('Our office moves', 'Wir ziehen um', 'ننتقل إلى مكتب جديد'), said('Phones are quiet on *Friday*.', 'Am *Freitag* ruhen die Telefone.', 'الهواتف متوقفة يوم *الجمعة*.'));
    const general = await server.call('POST', `/x/${page.id}/general-notices`, { ...news, components: [ids.site], started: at(3 * hour), notify: false });
    const reader = await server.call('POST', `/v1/${page.id}/subscribers`, { email: 'kim@example.com', autoConfirm: true });
    return { page, ids, resolved, open, ...plans, general: general.id, metric, reader: `${reader.id}.${reader.unsubscribeToken}` };
}

/** Nothing is wrong, everything was. */
async function make_calm(server) {
    const page = await server.create_page('calm', [], { name: 'Acme' });
    await make_past(server, page, await make_parts(server, page));
}

async function make_plain(server) {
    const page = await server.create_page('plain', [], { name: 'Plain' });
    const ids = await make_parts(server, page, { showUptime: false });
    for (const [part, status] of [['api', 'MINOROUTAGE'], ['mail', 'DEGRADEDPERFORMANCE']])
        await server.call('PUT', `/v1/${page.id}/components/${ids[part]}`, { status });
}

export const hostile = '<img src=x onerror=alert(1)> "quoted" & \u202Eturned ' + 'W'.repeat(60);
async function make_hostile(server) {
    const page = await server.create_page('hostile', [], { name: hostile });
    const draft = { name: hostile, startDate: at(100 * day) };
    const group = await server.call('POST', `/v1/${page.id}/components`, draft);
    const part = await server.call('POST', `/v1/${page.id}/components`, { ...draft, group: group.id, description: hostile });
    await server.call('POST', `/v1/${page.id}/incidents`, { name: hostile, status: 'INVESTIGATING', message: hostile, started: at(5), notify: false,
        components: [part.id], statuses: [{ id: part.id, status: 'PARTIALOUTAGE' }] });
    await server.call('POST', `/v1/${page.id}/metrics`, { name: hostile, suffix: hostile.slice(0, 60) });
}

async function make_closed(server) {
    const page = await server.create_page('closed', ['Website']);
    await server.call('PUT', `/v2/${page.id}`, { private: true, password: 'correct horse battery' });
}

async function make_gone(server) {
    const page = await server.create_page('gone');
    await server.call('DELETE', `/v2/${page.id}`);
}

/** { server, acme: what is on that page }; also there: calm, plain, hostile, closed and gone. */
export async function tell_story() {
    // Discord is subscribed by a button, Slack by an address.
    const discord = { DAYMARK_DISCORD_CLIENT_ID: '1234', DAYMARK_DISCORD_CLIENT_SECRET: 'secret' };
    const server = await Daymark.start({ env: { ...standing_at(moment), ...discord } });
    const acme = await make_acme(server);
    for (const make of [make_calm, make_plain, make_hostile, make_closed, make_gone]) await make(server);
    const shows = async (name, text) => (await server.get(`/p/${name}/`)).text.includes(text);
    await eventually('the last of each is shown', async () => await shows('acme', 'Our office moves') && await shows('calm', 'Webhooks stuck') && await shows('plain', 'Documentation') && await shows('hostile', 'WWWW'));
    return { server, acme };
}
