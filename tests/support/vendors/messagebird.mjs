// MessageBird's SMS API, now Bird's.
import { json_of, known_fields, is_msisdn, is_sender_name, throttled, broken_down } from './vendor.mjs';

const error = (status, code, description, parameter = null) => ({ status, body: { errors: [{ code, description, parameter }] } });

export const messagebird = {
    name: 'MessageBird',
    secrets: { messagebirdKey: 'live_gshuPaZoeEG6ovbc8M79w0QyM', messagebirdSender: '+31 20 555 0123' },

    check(request, must, vendor) {
        must(request.url.pathname === '/messages', 'messages go to /messages');
        must(request.headers.authorization === `AccessKey ${vendor.secrets.messagebirdKey}`, 'who asks shows the access key');
        const message = json_of(request, must);
        known_fields(message, ['originator', 'recipients', 'body', 'datacoding', 'reference', 'type', 'validity', 'reportUrl'], 'a message', must);
        must(is_msisdn(message.originator) || is_sender_name(message.originator), `"${message.originator}" is no originator: digits, or at most 11 letters`);
        must(message.recipients.length >= 1 && message.recipients.length <= 50, 'a message has 1 to 50 recipients');
        for (const to of message.recipients) must(is_msisdn(`${to}`), `a recipient is a number with its country's code, not "${to}"`);
        must(message.body?.length >= 1 && message.body.length <= 1_377, 'body has 1 to 1,377 characters');
        must(['plain', 'unicode', 'auto'].includes(message.datacoding), 'datacoding is plain, unicode or auto');
        must((message.reference ?? '').length <= 60, 'reference has at most 60 characters');
        return { to: `${message.recipients[0]}`, from: message.originator, text: message.body };
    },
    taken: (told, { received }) => ({
        status: 201,
        body: {
            id: `e8077d803532c0b5937c639b${`${received.length}`.padStart(8, '0')}`, direction: 'mt', type: 'sms', originator: told.from, body: told.text,
            recipients: { totalCount: 1, totalSentCount: 1, items: [{ recipient: Number(told.to), status: 'sent' }] },
        },
    }),

    error,
    throttled,
    broken_down,
};
