// How mails look: on a telephone and in a window, light and dark, in three languages that read both ways. Those that were looked
// at once (tests/golden/mails), and those that a server sends.
import assert from 'node:assert/strict';
import { mkdir, readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import PostalMime from 'postal-mime';
import { Daymark, eventually, root } from '../support/daymark.mjs';
import { axe_finds } from './axe.js';
import { open_browser } from './helper.js';

const widths = [360, 640];
const schemes = ['light', 'dark'];
const languages = ['en', 'de', 'ar', 'ja'];
const most_bytes = 12 * 1024;
// A mail stands in a program's window, which has the landmarks.
const of_pages = ['region', 'landmark-one-main'];

let browser, server;
const windows = [];
before(async () => {
    browser = await open_browser();
    for (const width of widths) for (const scheme of schemes) windows.push(await open_window(width, scheme));
});
after(async () => {
    await browser?.close();
    await server?.dispose();
});

// --- the mails -------------------------------------------------------------------------------------------------------

/** Of the folder: { name, html, text }. */
async function golden_mails() {
    const folder = path.join(root, 'tests/golden/mails');
    const names = (await readdir(folder)).filter(name => name.endsWith('.html')).map(name => name.slice(0, -5));
    return Promise.all(names.map(async name => {
        const [html, text] = await Promise.all(['html', 'txt'].map(kind => readFile(path.join(folder, `${name}.${kind}`), 'utf8')));
        return { name, html, text };
    }));
}

const names = {
    en: 'Delayed webhook deliveries', de: 'Verzögerte Webhook-Zustellungen', ar: 'تأخر تسليم الإشعارات البرمجية', ja: 'Webhook の配信遅延',
};
const messages = {
    en: 'We **found** the cause.\n\n- New deliveries go out at once.\n- `queue-7` follows.\n\nSee [how retries work](https://docs.kestrel.example/retries).',
    de: 'Die **Ursache** ist gefunden.\n\n> Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenherstellungsbetriebsverordnung\n\nhttps://docs.kestrel.example/ein/sehr/langer/pfad/der/nirgends/umgebrochen/werden/kann/weil/er/keine/luecken/hat',
    ar: 'عثرنا على **السبب**.\n\n1. الرسائل الجديدة تصل فورًا.\n2. `queue-7` بعدها.',
    ja: '原因が判明しました。\n\n| 地域 | 状態 |\n| --- | --- |\n| 東京 | 遅延 |\n| フランクフルト | 正常 |',
};
const translated = of => ({ translations: of });

/** What a server sends of an incident's course, a maintenance and a general notice, and before one is subscribed. */
async function sent_mails() {
    server = await Daymark.start({ env: { DAYMARK_SEND_DELAY: '0', DAYMARK_FLOOD_LIMIT: '0' } });
    const page = await server.create_page('kestrel', ['API', 'A component with a name that takes more room than a telephone has', 'Webhooks'], { name: 'Kestrel' });
    const call = (what, body) => server.call('POST', `/v1/${page.id}/${what}`, body);
    for (const language of languages) {
        await call('subscribers', { email: `${language}@reader.example`, language, autoConfirm: true });
        await call('subscribers', { email: `${language}-new@reader.example`, language });
    }
    const components = page.components.map(component => component.id);
    const worse = ['PARTIALOUTAGE', 'DEGRADEDPERFORMANCE', 'MAJOROUTAGE'].map((status, i) => ({ id: components[i], status }));
    const words = translated({ name: names, message: messages });
    const incident = await call('incidents', { name: names.en, message: messages.en, ...words, status: 'INVESTIGATING', components, statuses: worse, notify: true });
    await call(`incidents/${incident.id}/incident-updates`, { message: messages.en, ...translated({ message: messages }), status: 'IDENTIFIED', notify: true });
    await call(`incidents/${incident.id}/incident-updates`, { message: '', status: 'RESOLVED', notify: true });
    await call('maintenances', { name: names.en, message: messages.en, ...words, components, status: 'NOTSTARTEDYET', start: new Date(Date.now() + 86_400_000).toISOString(), duration: 90, notify: true });
    const kinds = 5; // a question, three of the incident, one of the maintenance
    const outbox = path.join(server.data, 'outbox');
    const files = await eventually('all mails', async () => {
        const found = (await readdir(outbox)).filter(name => name.endsWith('.eml'));
        return found.length === languages.length * kinds && found;
    }, { within_ms: 20_000, every_ms: 50 });
    return Promise.all(files.map(async file => {
        const { html, text, subject, to } = await PostalMime.parse(await readFile(path.join(outbox, file)));
        return { name: `${to[0].address.slice(0, 2)}: ${subject}`, language: to[0].address.slice(0, 2), html, text };
    }));
}

// --- what is checked -------------------------------------------------------------------------------------------------

const plain = html => html.replace(/<style>.*?<\/style>|<title>.*?<\/title>|<!--.*?-->/gs, '');
const addresses_of = html => [...plain(html).matchAll(/href="([^"]*)"/g)].map(([, url]) => url.replaceAll('&amp;', '&'));

function check_parts({ html, text }) {
    assert.ok(Buffer.byteLength(html) < most_bytes, `${Buffer.byteLength(html)} bytes`);
    // Lines are broken; an address never is.
    for (const address of addresses_of(html)) assert.ok(text.includes(address), `the text has ${address}`);
    const markup = /<\/?[a-z][^>\n]*>|&(amp|lt|gt|quot|nbsp|#\d+);|\*\*|\]\(|^\|/m.exec(text);
    assert.equal(markup, null, `the text is free of markup: ${markup?.[0]}`);
}

/** What reaches beyond the width, links that say nothing, and whatever asks somebody for something. */
function troubles_on(page) {
    return page.evaluate(() => {
        const found = [];
        const width = document.documentElement.clientWidth;
        if (document.scrollingElement.scrollWidth > width) found.push(`the page is ${document.scrollingElement.scrollWidth} wide`);
        for (const element of document.body.querySelectorAll('*')) {
            const box = element.getBoundingClientRect();
            const reaches = box.width > 0 && (box.right > width + 0.5 || box.left < -0.5);
            if (reaches && !element.closest('pre')) found.push(`${element.outerHTML.slice(0, 100)} reaches from ${box.left} to ${box.right}`);
        }
        for (const link of document.links) {
            const words = `${link.innerText} ${link.querySelector('img')?.alt ?? ''}`.trim();
            if (words === '') found.push(`a link says nothing: ${link.outerHTML.slice(0, 100)}`);
        }
        if (!document.title) found.push('there is no title');
        if (!document.documentElement.lang) found.push('there is no language');
        return found.slice(0, 8);
    });
}

const logo = '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="80"><rect width="400" height="80" fill="#0a7f5a"/></svg>';

/** { name, page, asked }: what a mail asked for, but for pictures. */
async function open_window(width, colorScheme) {
    const page = await (await browser.newContext({ viewport: { width, height: 900 }, colorScheme, locale: 'en' })).newPage();
    const asked = [];
    await page.route('**/*', route => {
        if (route.request().resourceType() === 'image') return route.fulfill({ contentType: 'image/svg+xml', body: logo });
        asked.push(route.request().url());
        return route.abort();
    });
    return { name: `${width} pixels, ${colorScheme}`, page, asked };
}

async function check_look(mail, { name, page, asked }) {
    await page.setContent(mail.html);
    const requests = asked.splice(0).map(url => `it asks for ${url}`);
    const troubles = [...await troubles_on(page), ...await axe_finds(page, of_pages), ...requests];
    if (troubles.length > 0) {
        const folder = path.join(root, 'build/screenshots');
        await mkdir(folder, { recursive: true });
        await page.screenshot({ path: path.join(folder, `mail ${mail.name.replace(/[^\p{L}\p{N} ]/gu, '')}, ${name}.png`), fullPage: true });
    }
    assert.deepEqual(troubles, []);
}

async function check(t, mail) {
    await t.test(mail.name, async t => {
        await t.test('its parts', () => check_parts(mail));
        for (const window of windows) await t.test(window.name, () => check_look(mail, window));
    });
}

test('mails that were looked at', async t => {
    for (const mail of await golden_mails()) await check(t, mail);
});

test('mails that are sent', async t => {
    const mails = await sent_mails();
    for (const mail of mails) await check(t, mail);
    for (const language of languages) {
        const own = mails.filter(mail => mail.language === language);
        assert.ok(own.every(({ html }) => html.includes(`<html lang="${language}"`)), `mails to ${language} are in ${language}`);
        assert.ok(own.some(({ html }) => html.includes(names[language])), `they say ${names[language]}`);
    }
});
