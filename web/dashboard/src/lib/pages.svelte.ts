// The status pages of whoever is signed in, for the list and for the page's name on its screens.
import { answer_of, api, type Schema } from '../api/client';
import { Resource } from './resource.svelte';

type Page = Schema<'StatusPage'>;

const most = 100;

async function all_pages(): Promise<Page[]> {
    const all: Page[] = [];
    for (let page = 1; ; ++page) {
        const some = await answer_of(api.GET('/v2/pages', { params: { query: { page, per_page: most } } }));
        all.push(...some);
        if (some.length < most) return all;
    }
}

export const pages = new Resource(all_pages);
/** Nothing while it is not known, or not theirs. */
export const page_of = (id: string | undefined) => pages.value?.find(page => page.id === id);
