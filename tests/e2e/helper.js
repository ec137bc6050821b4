// Gives the tests a site to look at and a browser to look with.
// DAYMARK_BIN: the real program, seeded in a folder of its own. DAYMARK_PAGES: a folder of rendered pages
// (`DAYMARK_WRITE_PAGES=folder daymark_tests --gtest_filter=SamplePages.*`), served as they are.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import http from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium } from 'playwright-core';

const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync', '--font-render-hinting=none'];

/** Serves `folder/<path>` with the policy that lies beside each document, as the real server would send it. */
async function serve_folder(folder) {
    const server = http.createServer(async (request, response) => {
        const wanted = decodeURIComponent(new URL(request.url, 'http://x').pathname);
        const file = path.join(folder, path.normalize(wanted), wanted.endsWith('/') ? 'index.html' : '');
        try {
            const body = await readFile(file);
            const tag = `"${createHash('sha256').update(body).digest('hex').slice(0, 16)}"`;
            response.setHeader('content-security-policy', await readFile(`${file}.csp`));
            response.setHeader('content-type', 'text/html; charset=utf-8');
            response.setHeader('cache-control', 'public, max-age=5, stale-while-revalidate=60');
            response.setHeader('etag', tag);
            response.statusCode = request.headers['if-none-match'] === tag ? 304 : wanted.endsWith('/missing') ? 404 : 200;
            response.end(response.statusCode === 304 ? undefined : body);
        } catch {
            response.statusCode = 404;
            response.end();
        }
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    return {
        base: `http://127.0.0.1:${server.address().port}`,
        home: '/sample/',
        others: ['/calm/', '/ar/', '/de/', '/deep/', '/hostile/', '/hostile-ar/', '/sample/missing', '/nobody/',
            ...['/sample', '/ar', '/hostile'].flatMap(page => ['cmsample00951kestrelpages', 'week', 'month'].map(name => `${page}/metrics/${name}`))],
        close: () => new Promise(done => server.closeAllConnections() || server.close(done)),
    };
}

async function free_port() {
    const server = http.createServer();
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address();
    await new Promise(done => server.close(done));
    return port;
}

async function start_program(program) {
    const data = await mkdtemp(path.join(tmpdir(), 'daymark-e2e-'));
    const seed = spawn(program, ['seed', '--data', data, '--rate-limit', '0'], { stdio: ['ignore', 'ignore', 'inherit'] });
    const [code] = await once(seed, 'exit');
    if (code !== 0) throw new Error(`seed ended with ${code}`);
    const listen = `127.0.0.1:${await free_port()}`;
    const operator = `127.0.0.1:${await free_port()}`;
    const child = spawn(program, ['serve', '--listen', listen, '--admin-listen', operator, '--data', data, '--rate-limit', '0'], { stdio: ['ignore', 'ignore', 'inherit'] });
    const base = `http://${listen}`;
    for (let tries = 0; ; ++tries) {
        if (await fetch(`${base}/readyz`).then(answer => answer.ok, () => false)) break;
        if (tries === 100) throw new Error('the program did not get ready');
        await sleep(100);
    }
    const home = `/p/${process.env.DAYMARK_E2E_PAGE || 'acme'}/`;
    return {
        base,
        home,
        others: [`${home}de/`, `${home}ar/`, `${home}history`, `${home}ja/history`, `${home}public-api`, `${home}calendar`, `${home}he/calendar`, `${home}subscribe`,
            `${home}subscribe/webhook`, `${home}subscribe/rss`, `${home}ar/subscribe/slack`, `${home}manage/none`, `${home}nothing-here`, '/p/nobody-has-this-name/'],
        async close() {
            child.kill('SIGTERM');
            await once(child, 'exit');
            await rm(data, { recursive: true, force: true });
        },
    };
}

/** {base, home, notices, others, all, close}: addresses of documents to look at. */
export async function open_site() {
    const { DAYMARK_BIN: program, DAYMARK_PAGES: folder } = process.env;
    if (!program && !folder) throw new Error('set DAYMARK_BIN or DAYMARK_PAGES');
    const site = program ? await start_program(path.resolve(program)) : await serve_folder(path.resolve(folder));
    const html = await (await fetch(site.base + site.home)).text();
    site.notices = [...new Set([...html.matchAll(/href="((?:incident|maintenance)\/[^"]+)"/g)].map(match => site.home + match[1]))];
    const component = html.match(/href="(c\/[^"]+)"/)?.[1];
    if (program && site.notices[0]) site.others.push(`${site.home}notices/${path.basename(site.notices[0])}/subscribe`);
    if (program && component) site.others.push(site.home + component, `${site.home}he/${component}`);
    const metric = html.match(/href="(metrics\/[^"]+)"/)?.[1];
    if (program && metric) site.others.push(site.home + metric, `${site.home}${metric}?period=week`, `${site.home}he/${metric}?period=month`);
    site.all = [site.home, ...site.notices, ...site.others];
    site.is_sample = !program;
    return site;
}

export function open_browser() {
    return chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: flags });
}

/** A page in a context of its own that fails the test on any policy violation, script error or console message. */
export async function open_page(browser, { problems, ...options } = {}) {
    const context = await browser.newContext({ viewport: { width: 1200, height: 900 }, locale: 'en', timezoneId: 'UTC', ...options });
    const page = await context.newPage();
    if (problems) {
        page.on('pageerror', error => problems.push(error.message));
        // Pages with an error status are reported on the console by the browser itself.
        page.on('console', message => /status of 4(00|04|10)/.test(message.text()) || problems.push(message.text()));
    }
    return page;
}
