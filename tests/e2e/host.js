// A site of somebody else, under a policy that allows the status page's script and frames and nothing more.
import { once } from 'node:events';
import http from 'node:http';

/** { url, with_body(html, sources), close }: documents whose body is what they are asked for. */
export async function open_host() {
    const site = http.createServer((request, response) => {
        const { searchParams } = new URL(request.url, 'http://x');
        const sources = searchParams.get('from');
        response.setHeader('content-type', 'text/html; charset=utf-8');
        response.setHeader('content-security-policy', `default-src 'none'; script-src ${sources}; connect-src ${sources}; frame-src ${sources}`);
        response.end(`<!doctype html><html lang="en"><head><title>Shop</title></head><body><main><h1>Shop</h1></main>${searchParams.get('body') ?? ''}</body></html>`);
    });
    await once(site.listen(0, '127.0.0.1'), 'listening');
    const url = `http://127.0.0.1:${site.address().port}/`;
    return {
        url,
        with_body: (body, from) => `${url}?${new URLSearchParams({ body, from })}`,
        close: () => site.closeAllConnections() || site.close(),
    };
}

/** To be run in a page before its scripts: leaves the widget's root open, so that tests can look inside. */
export function open_roots() {
    const attach = Element.prototype.attachShadow;
    Element.prototype.attachShadow = function () { return attach.call(this, { mode: 'open' }); };
}
