// Slack, Discord and X as far as OAuth goes: strict about what apps prove, and with a page on which people agree.
import { createHash, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';

const challenge_of = verifier => createHash('sha256').update(verifier).digest('base64url');

/**
 * `app`: { id, secret, redirect_uri } as registered. `grant(number)` gives the answer to a good code; `renewed(number)` that to
 * a good refresh token. `misbehave` may be set to a function of { path, form } that gives 'silence' or { status, body }.
 * `agreed`, `asked`: what came to the page, and to the token's address. Addresses are those of all three services.
 */
export async function start_oauth_service({ app, grant, renewed = () => undefined }) {
    const codes = new Map();
    const refresh_tokens = new Set();
    const service = { asked: [], agreed: [], problems: [], misbehave: () => undefined, app };

    const say = (response, status, body, type = 'application/json') =>
        response.writeHead(status, { 'content-type': type }).end(typeof body === 'string' ? body : JSON.stringify(body));

    function page(url, response) {
        const query = Object.fromEntries(url.searchParams);
        service.agreed.push(query);
        if (query.client_id !== app.id || query.redirect_uri !== service.app.redirect_uri || !query.state || !query.scope)
            return say(response, 400, `This app asks wrongly: ${url.search}`, 'text/plain');
        const code = randomBytes(16).toString('hex');
        codes.set(code, query);
        const back = answer => `${query.redirect_uri}?${new URLSearchParams({ ...answer, state: query.state })}`;
        const link = (id, url) => `<a id="${id}" href="${url.replaceAll('&', '&amp;')}">${id}</a>`;
        return say(response, 200, `<!doctype html><html lang="en"><title>Agree?</title><h1>${query.scope}</h1>
            ${link('allow', back({ code }))} ${link('deny', back({ error: 'access_denied' }))}`, 'text/html; charset=utf-8');
    }

    function token(form, authorization) {
        if (authorization !== `Basic ${Buffer.from(`${app.id}:${app.secret}`).toString('base64')}`) return 'invalid_client';
        if (form.grant_type === 'refresh_token') {
            if (!refresh_tokens.delete(form.refresh_token)) return 'invalid_grant';
            return renewed(service.asked.length);
        }
        const asked = codes.get(form.code);
        codes.delete(form.code);
        if (!asked || form.grant_type !== 'authorization_code') return 'invalid_code';
        if (form.redirect_uri !== asked.redirect_uri) return 'bad_redirect_uri';
        const proved = !asked.code_challenge ||
            (asked.code_challenge_method === 'S256' && challenge_of(form.code_verifier ?? '') === asked.code_challenge);
        return proved ? grant(service.asked.length) : 'invalid_grant';
    }

    const server = createServer(async (request, response) => {
        const url = new URL(request.url, 'http://x');
        if (request.method === 'GET') return page(url, response);
        let body = '';
        for await (const part of request) body += part;
        const form = Object.fromEntries(new URLSearchParams(body));
        service.asked.push({ path: url.pathname, form });
        const instead = service.misbehave({ path: url.pathname, form });
        if (instead === 'silence') return undefined;
        if (instead) return say(response, instead.status, instead.body);
        const answer = token(form, request.headers.authorization);
        if (typeof answer !== 'string') {
            if (answer?.refresh_token) refresh_tokens.add(answer.refresh_token);
            return say(response, 200, answer);
        }
        service.problems.push(answer);
        // Slack's way to say no.
        if (url.pathname === '/api/oauth.v2.access') return say(response, 200, { ok: false, error: answer });
        return say(response, answer === 'invalid_client' ? 401 : 400, { error: answer });
    });
    await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
    service.url = `http://127.0.0.1:${server.address().port}`;
    service.close = () => server.closeAllConnections() || server.close();
    return service;
}
