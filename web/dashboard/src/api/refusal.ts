// Why a call came to nothing, in words for people.
import { words } from '../lib/words';

export class Refusal extends Error {
    constructor(
        message: string,
        /** 0: the server did not answer. */
        readonly status: number,
        /** The field of the body that is wrong. */
        readonly field?: string,
    ) {
        super(message);
    }

    /** The message with the name by which people know the field. */
    said_of(label: string): string {
        const known_as = `${this.field} `;
        return this.field && this.message.startsWith(known_as) ? `${label} ${this.message.slice(known_as.length)}` : this.message;
    }
}

/** `body` is what came along: {"error": {"code", "message", "field"}} unless something stands in between. */
export function refusal_of(response: Response, body: unknown): Refusal {
    const { message = words.answered(response.status), field } = (body as { error?: { message?: string; field?: string } } | undefined)?.error ?? {};
    const seconds = Number(response.headers.get('retry-after'));
    const wait = response.status === 429 && seconds > 0 ? `${/[.!?]$/.test(message) ? '' : '.'} ${words.try_again_in(seconds)}` : '';
    return new Refusal(message + wait, response.status, field);
}

export const refusal_in = (problem: unknown): Refusal =>
    problem instanceof Refusal ? problem : new Refusal(problem instanceof Error ? problem.message : String(problem), 0);
