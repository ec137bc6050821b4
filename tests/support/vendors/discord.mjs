// Discord's webhooks.
import { json_of, known_fields, is_web_address, broken_down } from './vendor.mjs';

const plain = text => text.replace(/\\([\\*_~`|[\]<>#])/g, '$1');
const limits = { title: 256, description: 4_096, author: 256, footer: 2_048, content: 2_000 };

function check_embed(embed, must) {
    known_fields(embed, ['title', 'description', 'url', 'color', 'author', 'footer', 'fields', 'timestamp'], 'an embed', must);
    must(Number.isInteger(embed.color) && embed.color >= 0 && embed.color <= 0xffffff, 'a colour is a number up to 16777215');
    must(is_web_address(embed.url), "an embed's address is one of the web");
    known_fields(embed.author, ['name', 'url', 'icon_url'], 'an author', must);
    for (const name of ['url', 'icon_url'])
        must(embed.author?.[name] === undefined || is_web_address(embed.author[name]), `an author's ${name} is one of the web`);
    const texts = { title: embed.title, description: embed.description, author: embed.author?.name };
    for (const [name, text] of Object.entries(texts)) {
        must(text === undefined || (typeof text === 'string' && text.trim() !== ''), `${name} is not empty`);
        must((text ?? '').length <= limits[name], `${name} has at most ${limits[name]} characters`);
    }
    return Object.values(texts).filter(Boolean);
}

export const discord = {
    name: 'Discord',
    host: 'discord.com',
    address: n => `https://discord.com/api/webhooks/${1178023456789012345n + BigInt(n)}/q8WmXhVt0GgZ1yN4oR7uK2sLbEJp5dCxTfAiQwMzHvYnUrSeOkPlDjB6a3I9cF`,

    check(request, must, vendor) {
        must(vendor.gave(request.url), 'the address is the one that was given out');
        must(request.url.searchParams.get('wait') === 'true', 'who wants to know whether it was posted waits');
        const message = json_of(request, must);
        known_fields(message, ['content', 'embeds', 'allowed_mentions', 'username', 'avatar_url'], 'a message', must);
        must(message.content === undefined || message.content !== '', 'content is not empty');
        must((message.content ?? '').length <= limits.content, `content has at most ${limits.content} characters`);
        const { parse, users = [], roles = [], replied_user = false } = message.allowed_mentions ?? {};
        must(Array.isArray(parse) && parse.length === 0 && !users.length && !roles.length && !replied_user, 'nobody is mentioned');
        const embeds = message.embeds ?? [];
        must(embeds.length <= 10, 'a message has at most 10 embeds');
        const texts = embeds.flatMap(embed => check_embed(embed, must));
        must(texts.join('').length <= 6_000, `all of the embeds have at most 6,000 characters, not ${texts.join('').length}`);
        return { said: plain(message.content ?? ''), shown: plain(texts.join('\n')), raw: texts.join('\n') };
    },
    taken: (told, { received }) => ({
        headers: { 'x-ratelimit-limit': '5', 'x-ratelimit-remaining': '4', 'x-ratelimit-reset-after': '2.000' },
        body: { id: `${1178000000000000000n + BigInt(received.length)}`, type: 0, content: told.said, channel_id: '1', webhook_id: '1178023456789012345' },
    }),

    says: (status, code, message) => ({ status, body: { message, code } }),
    throttled: (seconds, scope = 'user') => ({
        status: 429,
        headers: {
            'retry-after': `${Math.ceil(seconds)}`, 'x-ratelimit-scope': scope, 'x-ratelimit-limit': '5', 'x-ratelimit-remaining': '0',
            'x-ratelimit-reset-after': `${seconds}`, ...(scope === 'global' && { 'x-ratelimit-global': 'true' }),
        },
        body: { message: 'You are being rate limited.', retry_after: seconds, global: scope === 'global' },
    }),
    /** By what stands before Discord, and has had enough of somebody. */
    banned: () => ({ status: 429, headers: { 'content-type': 'text/plain; charset=UTF-8', 'retry-after': '3600' }, body: 'error code: 1015' }),
    broken_down,
};
