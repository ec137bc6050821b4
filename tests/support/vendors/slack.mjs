// Slack's incoming webhooks and Block Kit.
import { json_of, known_fields, throttled, broken_down, is_web_address } from './vendor.mjs';

const entities = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };
const plain = text => text.replace(/<([^>|]*)(?:\|([^>]*))?>/g, (_, url, label) => label ?? url)
    .replace(/&(?:amp|lt|gt);/g, found => entities[found]);

/** Of "<…>" only web addresses are wanted; all else calls people or channels. */
function check_text(text, most, where, must) {
    must(typeof text === 'string' && text !== '', `${where} is a text and not empty`);
    must(text.length <= most, `${where} has at most ${most} characters, not ${text.length}`);
    const bare = text.replace(/<([^<>]*)>/g, (_, inside) => {
        must(is_web_address(inside.split('|')[0]), `${where} calls nobody: <${inside}>`);
        return '';
    });
    must(!/[<>]/.test(bare), `${where} has < and > as entities`);
    must(!/&(?!(amp|lt|gt);)/.test(text), `${where} has & as an entity`);
    return plain(text);
}

function check_object({ type, text, ...rest }, types, most, where, must) {
    must(types.includes(type), `${where} is ${types.join(' or ')}, not ${type}`);
    known_fields(rest, type === 'mrkdwn' ? ['verbatim'] : ['emoji'], `${where} as ${type}`, must);
    // Otherwise Slack looks for names of channels and people in it, and links them.
    must(type !== 'mrkdwn' || rest.verbatim === true, `${where} is verbatim, as it holds what strangers wrote`);
    return check_text(text, most, where, must);
}

function check_block({ type, ...block }, must) {
    const either = ['mrkdwn', 'plain_text'];
    if (type === 'header') {
        known_fields(block, ['text', 'block_id'], 'a header', must);
        return check_object(block.text, ['plain_text'], 150, "a header's text", must);
    }
    if (type === 'section') {
        known_fields(block, ['text', 'fields', 'accessory', 'block_id', 'expand'], 'a section', must);
        return check_object(block.text, either, 3_000, "a section's text", must);
    }
    if (type === 'context') {
        known_fields(block, ['elements', 'block_id'], 'a context', must);
        must(block.elements.length >= 1 && block.elements.length <= 10, 'a context has 1 to 10 elements');
        return block.elements.map(element => check_object(element, either, 3_000, "a context's element", must)).join('\n');
    }
    must(type === 'divider', `there is no block of type "${type}" here`);
    return '';
}

export const slack = {
    name: 'Slack',
    host: 'hooks.slack.com',
    address: n => `https://hooks.slack.com/services/T024BE7LD/B02FTJ2K${n}/XUw3lKrTq8hFh1vNzPmDyQbA`,

    check(request, must, vendor) {
        must(vendor.gave(request.url), 'the address is the one that was given out');
        const message = json_of(request, must);
        known_fields(message, ['text', 'blocks', 'attachments', 'unfurl_links', 'unfurl_media', 'thread_ts', 'mrkdwn'], 'a message', must);
        // What notifications and screen readers say.
        const said = check_text(message.text, 40_000, 'text', must);
        must(message.text.length <= 4_000, 'text is best at most 4,000 characters long');
        const attachments = message.attachments ?? [];
        must(attachments.length <= 100, 'a message has at most 100 attachments');
        for (const { color, ...rest } of attachments) {
            must(/^(#[0-9a-f]{6}|good|warning|danger)$/i.test(color), `"${color}" is no colour`);
            known_fields(rest, ['blocks', 'fallback'], 'an attachment', must);
        }
        const lists = [message.blocks ?? [], ...attachments.map(attachment => attachment.blocks ?? [])];
        for (const list of lists) must(list.length <= 50, 'there are at most 50 blocks');
        return { said, shown: lists.flat().map(block => check_block(block, must)).join('\n') };
    },
    taken: () => ({ headers: { 'content-type': 'text/html' }, body: 'ok' }),

    word: (status, word) => ({ status, headers: { 'content-type': 'text/html' }, body: word }),
    throttled: seconds => throttled(seconds, 'rate_limited'),
    broken_down,
};
