// Asks once a second until there is an answer: for a minute at most, and only while the component is there.

/** Called by a component as it is set up. */
export function patience() {
    let is_here = true;
    $effect(() => () => void (is_here = false));
    return async <Answer>(ask: () => Promise<Answer | undefined>): Promise<Answer | undefined> => {
        const end = Date.now() + 60_000;
        for (;;) {
            const answer = await ask();
            if (answer !== undefined || !is_here || Date.now() > end) return answer;
            await new Promise(resolve => setTimeout(resolve, 1_000));
        }
    };
}
