// What somebody has changed and not saved, so that nobody loses it by a slip.
import { questions } from './questions.svelte';
import { words } from './words';

const forms = new Set<symbol>();

/** Called by a form as it is set up. */
export function warn_before_losing(is_changed: () => boolean): void {
    const form = Symbol();
    $effect(() => {
        if (is_changed()) forms.add(form);
        else forms.delete(form);
        return () => void forms.delete(form);
    });
}

export const has_unsaved = (): boolean => forms.size > 0;

/** Asks, where there is something; a yes holds for all of it. */
export async function may_be_lost(): Promise<boolean> {
    const may = !has_unsaved() || (await questions.ask(words.leave));
    if (may) forms.clear();
    return may;
}

window.addEventListener('beforeunload', event => {
    if (has_unsaved()) event.preventDefault();
});
