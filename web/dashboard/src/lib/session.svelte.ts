// Who is signed in. The browser keeps the session itself, in a cookie that scripts cannot read.
import { refusal_in } from '../api/refusal';
import { answer_of, connect, reach_server, type Schema } from '../api/wire';

/** ENDED: the server has forgotten the session while somebody was at work. */
type State = 'ASKING' | 'OUT' | 'IN' | 'ENDED';

const server = connect(reach_server);
/** Kept in the browser by whoever signs in, so that nobody else is asked for. */
const mark = 'signed-in';

class CurrentSession {
    state = $state<State>('ASKING');
    user = $state.raw<Schema<'User'>>();
    #waiting: (() => void)[] = [];

    async ask(): Promise<void> {
        if (!localStorage.getItem(mark)) return this.#leave();
        try {
            this.#begin(await answer_of(server.GET('/x/session')));
        } catch (problem) {
            if (refusal_in(problem).status !== 401) throw problem;
            this.#leave();
        }
    }

    async sign_in(key: string): Promise<void> {
        this.#begin(await answer_of(server.POST('/x/session', { headers: { Authorization: `Bearer ${key}` } })));
    }

    async sign_out(): Promise<void> {
        await answer_of(server.DELETE('/x/session')).catch(problem => {
            if (refusal_in(problem).status !== 401) throw problem;
        });
        this.#leave();
    }

    /** Told by a call that was answered with 401: waits until somebody has signed in again. */
    renewed(): Promise<void> {
        // What was under way when somebody signed out is not theirs who come next.
        if (this.state === 'OUT') return new Promise(() => {});
        this.state = 'ENDED';
        return new Promise(resolve => this.#waiting.push(resolve));
    }

    #leave(): void {
        localStorage.removeItem(mark);
        this.state = 'OUT';
        this.user = undefined;
    }

    #begin({ user }: Schema<'Session'>): void {
        // Somebody else must not carry on what waits.
        if (this.state === 'ENDED' && user.id !== this.user?.id) return location.reload();
        localStorage.setItem(mark, '1');
        this.user = user;
        this.state = 'IN';
        for (const go_on of this.#waiting.splice(0)) go_on();
    }
}

export const session = new CurrentSession();
