// Something loaded from the server: what is known of it, and what went wrong.
import { refusal_in, type Refusal } from '../api/refusal';

export class Resource<Data> {
    value = $state.raw<Data>();
    /** Of the last attempt; what was known before stays. */
    problem = $state.raw<Refusal>();
    #attempts = 0;

    constructor(private readonly fetch: () => Promise<Data>) {}

    load = async (): Promise<void> => {
        const attempt = ++this.#attempts;
        const [value, problem] = await this.fetch().then(
            fetched => [fetched, undefined] as const,
            failed => [this.value, refusal_in(failed)] as const,
        );
        // What was asked for later is newer, whichever comes first.
        if (attempt !== this.#attempts) return;
        this.value = value;
        this.problem = problem;
    };
}

/** Loads now and whenever somebody comes back to the window. */
export function keep_fresh(resource: Resource<unknown>): void {
    $effect(() => {
        const look = () => void resource.load();
        look();
        window.addEventListener('focus', look);
        return () => window.removeEventListener('focus', look);
    });
}
