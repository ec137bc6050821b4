// What somebody fills in of a way's account: changes on top of what the server has, of which only these are sent.
import type { Schema } from '../../api/client';
import type { Channel, Way } from './ways';

type Field = Schema<'ChannelField'>;

export class AccountEdits {
    /** By the names of fields, which no two channels share; "" takes a value away. */
    #values = $state<Record<string, string>>({});
    /** The name of the channel that is to be used, "" for none; nothing while that stays as it is. */
    #chosen = $state<string>();

    constructor(private readonly way: () => Way) {}

    get chosen(): string {
        return this.#chosen ?? this.way().used?.name ?? '';
    }
    set chosen(name: string) {
        this.#chosen = name === (this.way().used?.name ?? '') ? undefined : name;
    }
    /** Whose fields are shown. */
    get channel(): Channel | undefined {
        return this.way().channels.find(channel => channel.name === this.chosen);
    }
    get has_changes(): boolean {
        return this.#chosen !== undefined || Object.keys(this.#values).length > 0;
    }

    value_of(field: Field): string {
        return this.#values[field.name] ?? field.value ?? '';
    }
    is_removed(field: Field): boolean {
        return field.set && this.#values[field.name] === '';
    }
    change(field: Field, value: string): void {
        if (value === (field.value ?? '')) delete this.#values[field.name];
        else this.#values[field.name] = value;
    }
    remove = (field: Field): void => {
        this.#values[field.name] = '';
    };
    keep = (field: Field): void => {
        delete this.#values[field.name];
    };
    discard(): void {
        this.#values = {};
        this.#chosen = undefined;
    }

    /** To which channel what is sent. */
    get request(): { channel: Channel; body: Schema<'ChannelDraft'> } | undefined {
        const { channel } = this;
        const left = this.way().used;
        if (!channel) return left && { channel: left, body: { chosen: false } };
        const own = channel.fields.filter(({ name }) => name in this.#values).map(({ name }) => [name, this.#values[name]]);
        return { channel, body: { ...Object.fromEntries(own), ...(channel.chosen === false ? { chosen: true } : {}) } };
    }
}
