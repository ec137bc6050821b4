// Workflows of Microsoft Teams that post an Adaptive Card when they are called. The cards are read by Microsoft's own library.
import { readFileSync } from 'node:fs';
import { createContext, runInContext } from 'node:vm';
import { json_of, known_fields, is_web_address, package_of, throttled, broken_down } from './vendor.mjs';

// Its modules cannot be imported by Node: they name each other without an ending.
const around = createContext({});
runInContext(readFileSync(package_of.resolve('adaptivecards/dist/adaptivecards.min.js'), 'utf8'), around);
const { AdaptiveCard, SerializationContext, Version } = around.AdaptiveCards;

const most_bytes = 28 * 1024;
const signature = 'Rk9XzP3vQmN7tYhL-2sWdGcEaUjBxKo_5iVfTnHyMqA';

function check_card(card, must) {
    must(card.type === 'AdaptiveCard' && card.version === '1.4', 'cards are of version 1.4, which every client shows');
    known_fields(card, ['type', '$schema', 'version', 'msteams', 'body', 'actions'], 'a card', must);
    const context = new SerializationContext(new Version(1, 4));
    const read = new AdaptiveCard();
    read.parse(card, context);
    for (let n = 0; n < context.eventCount; ++n) must(false, `Adaptive Cards: ${context.getEventAt(n).message}`);
    for (const { message } of read.validateProperties().validationEvents) must(false, `Adaptive Cards: ${message}`);
    must((card.actions ?? []).length <= 6, 'a card has at most six actions');
}

/** Everything in a card that people read, and every address in it. */
function walk(node, texts, addresses) {
    if (Array.isArray(node)) return node.forEach(each => walk(each, texts, addresses));
    if (node === null || typeof node !== 'object') return;
    if (node.type === 'TextRun') texts.push(node.text);
    // Markdown of a stranger's would be read as such there.
    if (node.type === 'TextBlock') texts.push(`TextBlock: ${node.text}`);
    if (node.type === 'RichTextBlock') texts.push('\n');
    if (node.type === 'Action.OpenUrl') addresses.push(node.url);
    for (const name of ['items', 'inlines', 'selectAction', 'actions', 'body']) if (node[name]) walk(node[name], texts, addresses);
}

const error = (status, code, message = 'The request is not taken.') => ({ status, body: { error: { code, message } } });

export const microsoft_teams = {
    name: 'Microsoft Teams',
    host: 'prod-12.westeurope.logic.azure.com',
    address: n => `https://prod-12.westeurope.logic.azure.com/workflows/0c5e9f3a7b1d4e62a8f0c3d5e7b9a${n}/triggers/manual/paths/invoke` +
        `?api-version=2016-06-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=${signature}`,

    check(request, must, vendor) {
        must(vendor.gave(request.url), 'the address is the one that was given out');
        must(request.url.searchParams.get('sig') === signature, 'the signature in the address is the one that was given out');
        must(Buffer.byteLength(request.body) <= most_bytes, `a message has at most 28 KB, not ${Buffer.byteLength(request.body)}`);
        const message = json_of(request, must);
        known_fields(message, ['type', 'attachments', 'summary'], 'a message', must);
        must(message.type === 'message', 'what a workflow posts is a message');
        must(message.attachments.length === 1, 'it posts one card');
        const texts = [];
        const addresses = [];
        for (const { contentType, content, ...rest } of message.attachments) {
            must(contentType === 'application/vnd.microsoft.card.adaptive', 'workflows take Adaptive Cards only');
            known_fields(rest, ['contentUrl', 'name'], 'an attachment', must);
            check_card(content, must);
            walk(content, texts, addresses);
        }
        for (const address of addresses) must(is_web_address(address), `"${address}" is an address of the web`);
        return { shown: texts.join(''), addresses };
    },
    /** It was taken; whether it is posted is seen by nobody. */
    taken: () => ({ status: 202, headers: { 'x-ms-workflow-run-id': '08584' } }),

    error,
    throttled: seconds => ({ ...throttled(seconds), body: error(429, 'WorkflowTriggerIsThrottled').body }),
    broken_down,
};
