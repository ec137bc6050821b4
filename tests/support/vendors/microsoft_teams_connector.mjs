// Connectors of old, which post MessageCards.
import { json_of, known_fields, is_web_address, broken_down } from './vendor.mjs';

const entities = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };
const plain = html => html.replace(/<\/p>|<br>/g, '\n').replace(/<p>/g, '').replace(/&(?:amp|lt|gt|quot|#39);/g, found => entities[found]);

/** Texts are HTML; of a stranger's there is none. */
function check_html(html, where, must) {
    const tags = html.match(/<[^>]*>?/g) ?? [];
    for (const tag of tags) must(['<p>', '</p>', '<br>'].includes(tag), `${where} has no markup of strangers: ${tag}`);
    return plain(html);
}

const failed = status => ({
    body: `Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error ${status} with ContextId ` +
        'tcid=3626521845697697778,server=DB3PEPF0000009A,cv=BmkbJ1NdTkv1EDoqr7n/rg.0..',
});

export const microsoft_teams_connector = {
    name: 'Microsoft Teams (connector)',
    host: 'contoso.webhook.office.com',
    address: n => 'https://contoso.webhook.office.com/webhookb2/3b1f6b0e-8f0e-4e0a-9c39-4a3cf1f0e1d2@72f988bf-86f1-41af-91ab-2d7cd011db47' +
        `/IncomingWebhook/5d1f0f9be2a94d5f8d2f5ad0c3d7c${n}/9f2c1e64-6a5e-4a36-9a92-3b6d1f1f7c55`,

    check(request, must, vendor) {
        must(vendor.gave(request.url), 'the address is the one that was given out');
        // The connector takes what does not name its character set for half as long as it is: it counts UTF-16.
        must(request.body.length * 2 <= 28 * 1024, `a message has at most 28 KB, not ${request.body.length * 2}`);
        const card = json_of(request, must);
        known_fields(card, ['@type', '@context', 'themeColor', 'summary', 'title', 'text', 'sections', 'potentialAction'], 'a card', must);
        must(card['@type'] === 'MessageCard' && /^https?:\/\/schema\.org\/extensions$/.test(card['@context']), 'a connector takes MessageCards');
        must(/^[0-9A-Fa-f]{6}$/.test(card.themeColor), 'a colour is six hexadecimal digits');
        must(typeof card.summary === 'string' && card.summary !== '', 'a card without text has a summary');
        must(card.sections.length <= 10, 'a card has at most ten sections');
        must(card.potentialAction.length <= 4, 'a card has at most four actions');
        for (const action of card.potentialAction) {
            must(action['@type'] === 'OpenUri' && action.name !== '', 'an action opens an address, and says what for');
            for (const { os, uri } of action.targets)
                must(['default', 'iOS', 'android', 'windows'].includes(os) && is_web_address(uri), 'an action has an address of the web');
        }
        for (const section of card.sections) must(section.markdown === false, 'what strangers wrote is not read as Markdown');
        const shown = [card.title, ...card.sections.map(section => section.text)].map(html => check_html(html, 'a card', must));
        return { said: card.summary, shown: shown.join('\n') };
    },
    taken: () => ({ body: '1' }),

    /** 200, whatever happened behind it. */
    failed,
    throttled: () => failed(429),
    broken_down,
};
