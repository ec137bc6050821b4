// The API for those who are signed in.
import { session } from '../lib/session.svelte';
import { connect, reach_server } from './wire';

/** A call whose session has ended waits until somebody has signed in again, and is then made once more. */
async function reach_patiently(request: Request): Promise<Response> {
    const again = request.clone();
    const answer = await reach_server(request);
    if (answer.status !== 401) return answer;
    await session.renewed();
    return reach_patiently(again);
}

export const api = connect(reach_patiently);

export { answer_of, type Schema } from './wire';
