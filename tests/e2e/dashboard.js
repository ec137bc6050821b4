// The dashboard as tests meet it: the real program with its own users and pages, and a browser that complains.
import assert from 'node:assert/strict';
import { Daymark } from '../support/daymark.mjs';
import { axe_finds } from './axe.js';
import { open_browser, open_page } from './helper.js';

export class Dashboard {
    /** A server whose owner has one page, Acme, and where somebody else has two. */
    static async open(env) {
        const dashboard = new Dashboard();
        dashboard.server = await Daymark.start({ env });
        dashboard.acme = await dashboard.server.create_page('acme', ['API'], { name: 'Acme' });
        dashboard.many = await dashboard.server.create_user('many@acme.example', 'Mo Many');
        for (const name of ['First', 'Second']) {
            const page = { name, subdomain: name.toLowerCase(), email: 'many@acme.example' };
            await dashboard.server.api('POST', '/v2/pages', page, { key: dashboard.many.apiKey });
        }
        dashboard.browser = await open_browser();
        return dashboard;
    }

    async close() {
        await this.browser?.close();
        await this.server?.dispose();
    }

    get home() {
        return `${this.server.url}/app/`;
    }
    channels_of(page_id = this.acme.id) {
        return `${this.home}pages/${page_id}/channels`;
    }

    /** Opens an address, hands the page to `look`, and asks that nothing was reported, but for `noise`, and nobody else was
     *  asked on the way. */
    async on(address, { noise, ...options }, look) {
        const problems = [];
        const page = await open_page(this.browser, { ...options, problems });
        page.setDefaultTimeout(10_000);
        page.on('request', request => request.url().startsWith(`${this.server.url}/`) || problems.push(`asks ${request.url()}`));
        try {
            await page.goto(address);
            await look(page);
            // Chromium advises forms on passwords; these are keys of programs.
            assert.deepEqual(problems.filter(problem => !problem.startsWith('[DOM]') && !noise?.test(problem)), []);
        } finally {
            await page.context().close();
        }
    }

    async on_channels(look) {
        await this.on(this.channels_of(), {}, async page => {
            await this.sign_in(page);
            await heading(page, 'Channels');
            await look(page);
        });
    }

    async sign_in(page, key = this.server.key) {
        await page.getByRole('textbox', { name: 'API key' }).fill(key);
        await page.getByRole('button', { name: 'Sign in' }).click();
    }

    /** A channel as the server has it. */
    async channel(name, page_id = this.acme.id) {
        return (await this.server.call('GET', `/x/${page_id}/channels`)).find(one => one.name === name);
    }
}

export const heading = (page, name) => page.getByRole('heading', { level: 1, name }).waitFor();
export const row_of = (page, way) => page.locator('details', { has: page.getByRole('heading', { level: 2, name: way }) });

/** The row of a way to reach people, opened. */
export async function open_row(page, way) {
    const row = row_of(page, way);
    await row.locator('summary').click();
    return row;
}

/** Looks with axe in every theme and at both widths. */
export async function assert_usable(page, what) {
    for (const width of [1200, 390]) {
        await page.setViewportSize({ width, height: 900 });
        for (const media of [{ colorScheme: 'light' }, { colorScheme: 'dark' }, { forcedColors: 'active' }]) {
            await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none', ...media });
            assert.deepEqual(await axe_finds(page), [], `${what}, ${width}, ${JSON.stringify(media)}`);
        }
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${what} scrolls sideways at ${width}`);
    }
    await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' });
    await page.setViewportSize({ width: 1200, height: 900 });
}

/** The real answer of the API, changed. */
export const changed = (page, pattern, change) =>
    page.route(pattern, async route => {
        const answer = await route.fetch();
        await route.fulfill({ response: answer, json: change(await answer.json()) });
    });
