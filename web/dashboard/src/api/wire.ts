// How the server is reached, by the types of its own document.
import create_client from 'openapi-fetch';
import { words } from '../lib/words';
import { Refusal, refusal_of } from './refusal';
import type { components, paths } from './schema';

export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name];

/** The session's cookie counts only with a header that no other site can send along. */
export const connect = (fetch: (request: Request) => Promise<Response>) => create_client<paths>({ fetch, headers: { 'X-Requested-With': 'dashboard' } });

export async function reach_server(request: Request): Promise<Response> {
    try {
        return await fetch(request);
    } catch {
        throw new Refusal(words.no_answer, 0);
    }
}

/** What a call answers; throws a Refusal. */
export async function answer_of<Data>(call: Promise<{ data?: Data; error?: unknown; response: Response }>): Promise<Data> {
    const { data, error, response } = await call;
    if (!response.ok) throw refusal_of(response, error);
    return data as Data;
}
