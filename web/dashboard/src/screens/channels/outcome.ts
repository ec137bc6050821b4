// What came of a test, from the log of deliveries.
import type { Schema } from '../../api/client';
import { words } from '../../lib/words';
import type { State } from '../../ui/StateIcon.svelte';

export interface Outcome {
    state: State;
    text: string;
    at?: string | null;
}

/** Nothing while it is under way. */
export function outcome_of({ state, reason, attempts }: Schema<'Delivery'>): Outcome | undefined {
    const last = attempts.at(-1);
    const heard = last?.reason ?? reason;
    if (state === 'SENT') return { state: 'good', text: heard ? `${words.test.sent}: ${heard}` : words.test.sent, at: last?.finishedAt };
    if (state === 'DEAD') return { state: 'bad', text: `${words.test.failed} ${heard ?? words.test.no_reason}`, at: last?.finishedAt };
    if (state === 'CANCELLED' || state === 'SUPERSEDED') return { state: 'warning', text: words.test.called_off };
    return undefined;
}
