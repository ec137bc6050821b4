// Which screen the address names. Links are plain <a href>; the browser's history is the state.
import type { Component } from 'svelte';
import { has_unsaved, may_be_lost } from './unsaved.svelte';

export interface ScreenProps {
    page_id: string;
}
/** Some screens take what their address names, others nothing. */
type Screen = () => Promise<{ default: Component<any> }>;

const base = '/app';
const screens: { path: RegExp; load: Screen }[] = [
    { path: /^\/?$/, load: () => import('../screens/pages/Pages.svelte') },
    { path: /^\/pages\/(?<page_id>[a-z0-9]+)\/channels\/?$/, load: () => import('../screens/channels/Channels.svelte') },
];

export const address = {
    home: `${base}/`,
    channels: (page_id: string) => `${base}/pages/${page_id}/channels`,
};

function route_of(pathname: string) {
    for (const { path, load } of screens) {
        const found = path.exec(pathname.slice(base.length));
        if (found) return { load, page_id: found.groups?.page_id ?? '' };
    }
    return undefined;
}

class Router {
    pathname = $state(location.pathname);
    route = $derived(route_of(this.pathname));
    /** Whether somebody came here by a link on another screen, and not with the document. */
    has_moved = false;
    /** The place in the browser's history, by which a step back is told from one forward. */
    #place = Number(history.state?.place ?? 0);

    constructor() {
        history.replaceState({ place: this.#place }, '');
        window.addEventListener('click', event => this.#follow(event));
        window.addEventListener('popstate', event => void this.#travel(Number(event.state?.place ?? 0)));
    }

    async go(path: string, { replace = false } = {}): Promise<void> {
        if (path === this.pathname || !(await may_be_lost())) return;
        if (replace) history.replaceState({ place: this.#place }, '', path);
        else history.pushState({ place: ++this.#place }, '', path);
        this.#show();
    }

    #follow(event: MouseEvent): void {
        const link = (event.target as Element).closest('a');
        const is_plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
        if (!link || !is_plain || link.target || link.origin !== location.origin || !link.pathname.startsWith(`${base}/`) || link.hash) return;
        event.preventDefault();
        void this.go(link.pathname);
    }

    /** The browser has gone already: whoever would lose something is brought back, asked, and sent on. */
    async #travel(place: number): Promise<void> {
        const steps = place - this.#place;
        if (steps === 0) return;
        if (has_unsaved()) {
            history.go(-steps);
            if (await may_be_lost()) history.go(steps);
            return;
        }
        this.#place = place;
        this.#show();
    }

    #show(): void {
        this.has_moved = true;
        this.pathname = location.pathname;
        window.scrollTo(0, 0);
    }
}

export const router = new Router();
