// The rows of the screen, and what their health is in one word.
import type { Schema } from '../../api/client';
import type { State } from '../../ui/StateIcon.svelte';
import { words } from '../../lib/words';

export type Channel = Schema<'Channel'>;

/** One way to reach people: a channel, or several among which the page chooses. */
export interface Way {
    name: string;
    label: string;
    channels: Channel[];
    has_choice: boolean;
    /** By which messages go; nothing while none is chosen. */
    used: Channel | undefined;
}

export function ways_of(channels: Channel[]): Way[] {
    const ways: Way[] = [];
    for (const channel of channels) {
        const has_choice = channel.chosen !== null;
        const name = has_choice ? channel.reaches : channel.name;
        let way = ways.find(known => known.name === name);
        if (!way) {
            way = { name, label: has_choice ? (words.channels.ways[name] ?? name) : channel.label, channels: [], has_choice, used: undefined };
            ways.push(way);
        }
        way.channels.push(channel);
        if (channel.chosen !== false) way.used = channel;
    }
    return ways;
}

const is_later = (one: string | null, other: string | null) => one !== null && (other === null || one > other);

export type WayState = 'good' | 'unknown' | 'warning' | 'bad';

export function state_of({ used }: Way): WayState & State {
    if (!used?.ready) return 'unknown';
    if (used.health.breakerOpen) return 'bad';
    return is_later(used.health.lastFailureAt, used.health.lastSuccessAt) ? 'warning' : 'good';
}

/** What keeps messages from going out; "" when nothing does. */
export function lack_of({ used }: Way): string {
    if (!used) return words.channels.no_provider;
    return used.ready ? '' : lack_of_account(used);
}

export function lack_of_account({ fields }: Channel): string {
    const missing = fields.filter(field => field.required && !field.set);
    return missing.length > 0 ? words.channels.missing(missing.map(field => field.label)) : words.channels.no_account;
}
