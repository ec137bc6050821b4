// Google Chat's incoming webhooks.
import { json_of, known_fields, is_web_address, broken_down } from './vendor.mjs';

const entities = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };
const plain = html => html.replace(/<[^>]*>/g, '').replace(/&(?:amp|lt|gt);/g, found => entities[found]);

/** Its own small HTML. */
function check_paragraph({ text, ...rest }, must) {
    known_fields(rest, ['maxLines'], 'a text paragraph', must);
    must(typeof text === 'string' && text !== '', 'a text paragraph is not empty');
    for (const tag of text.match(/<[^>]*>?/g) ?? []) {
        const known = /^<\/?(b|i|u|s|br|a|font|time)>$/.test(tag) || /^<font color="#[0-9a-f]{6}">$/.test(tag);
        const link = /^<a href="([^"]*)">$/.exec(tag)?.[1];
        must(known || is_web_address(link?.replaceAll('&amp;', '&')), `a text paragraph knows no ${tag}`);
    }
    must(!/&(?!(amp|lt|gt);)/.test(text), 'a text paragraph has & as an entity');
    return plain(text);
}

function check_widget(widget, must) {
    known_fields(widget, ['textParagraph', 'buttonList', 'decoratedText', 'divider'], 'a widget', must);
    must(Object.keys(widget).length === 1, 'a widget is one thing');
    if (widget.textParagraph) return check_paragraph(widget.textParagraph, must);
    for (const { text, onClick, ...rest } of widget.buttonList?.buttons ?? []) {
        known_fields(rest, ['icon', 'color', 'disabled', 'altText', 'type'], 'a button', must);
        must(typeof text === 'string' && text !== '', 'a button says what it is for');
        must(is_web_address(onClick?.openLink?.url), 'a button opens an address of the web');
    }
    return '';
}

function check_card({ cardId, card, ...more }, must) {
    known_fields(more, [], 'an entry of cardsV2', must);
    must(typeof cardId === 'string' && cardId !== '', 'a card has an id');
    const { header, sections, ...rest } = card;
    known_fields(rest, ['name', 'fixedFooter', 'sectionDividerStyle'], 'a card', must);
    known_fields(header, ['title', 'subtitle', 'imageUrl', 'imageType', 'imageAltText'], "a card's header", must);
    must(header === undefined || (typeof header.title === 'string' && header.title !== ''), "a card's header has a title");
    must(sections.flatMap(section => section.widgets).length <= 100, 'a card has at most 100 widgets');
    const said = sections.flatMap(section => {
        known_fields(section, ['header', 'widgets', 'collapsible'], 'a section', must);
        return section.widgets.map(widget => check_widget(widget, must));
    });
    return [header?.title ?? '', ...said].join('\n');
}

const secrets = { key: 'AIzaSyDdI0hCZtE6vySjMm-WEfRq3CPzqKqqsHI', token: 'vJ9hQ3xKf1bTz6RkLm0sWyN4uE8' };
const error = (status, word, message) => ({ status, body: { error: { code: status, message, status: word } } });

export const google_chat = {
    name: 'Google Chat',
    host: 'chat.googleapis.com',
    address: n => `https://chat.googleapis.com/v1/spaces/AAAAqLx3b${n}/messages?key=${secrets.key}&token=${secrets.token}`,

    check(request, must, vendor) {
        const query = request.url.searchParams;
        must(vendor.gave(request.url), 'the address is the one that was given out');
        for (const [name, secret] of Object.entries(secrets)) must(query.get(name) === secret, `${name} is the one that was given out`);
        must(query.get('messageReplyOption') === 'REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD', 'a thread is asked for, or begun');
        must((query.get('requestId') ?? '') !== '', 'a request has an id, by which its repetition posts nothing');
        must(Buffer.byteLength(request.body) <= 32_000, `a message has at most 32,000 bytes, not ${Buffer.byteLength(request.body)}`);
        const message = json_of(request, must);
        known_fields(message, ['text', 'fallbackText', 'cardsV2', 'thread'], 'a message', must);
        for (const name of ['text', 'fallbackText'])
            must(!/<users\//.test(message[name] ?? ''), `${name} calls nobody`);
        known_fields(message.thread, ['threadKey', 'name'], 'a thread', must);
        const key = message.thread?.threadKey ?? '';
        must(key !== '' && key.length <= 4_000, 'a thread has a key of at most 4,000 characters');
        vendor.posted ??= new Map();
        return {
            request: query.get('requestId'), thread: key, said: message.fallbackText,
            shown: message.cardsV2.map(card => check_card(card, must)).join('\n'),
        };
    },
    /** The same request again gives the message that is there. */
    taken(told, { posted }) {
        if (!posted.has(told.request)) posted.set(told.request, `spaces/AAAAqLx3b5E/messages/m${posted.size}.m${posted.size}`);
        return { body: { name: posted.get(told.request), thread: { name: `spaces/AAAAqLx3b5E/threads/${told.thread}` }, space: { name: 'spaces/AAAAqLx3b5E' } } };
    },

    error,
    throttled: () => error(429, 'RESOURCE_EXHAUSTED', 'Resource has been exhausted (e.g. check quota).'),
    broken_down,
};
