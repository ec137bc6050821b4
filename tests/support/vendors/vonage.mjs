// Vonage's SMS API, once Nexmo's: it answers 200 whatever happened.
import { form_of, known_fields, in_gsm, is_msisdn, is_sender_name, broken_down } from './vendor.mjs';

const says = (status, words) => ({ body: { 'message-count': '1', messages: [{ status: `${status}`, 'error-text': words }] } });

export const vonage = {
    name: 'Vonage',
    secrets: { nexmoKey: '6b1f0a9c', nexmoSecret: 'Zk3PvQ8wTn1xYc5R', nexmoSender: 'Kestrel' },

    check(request, must, vendor) {
        must(request.url.pathname === '/sms/json', 'messages go to /sms/json');
        const form = form_of(request, must);
        known_fields(form, ['api_key', 'api_secret', 'from', 'to', 'text', 'type', 'client-ref', 'ttl', 'status-report-req', 'callback'], 'a message', must);
        must(vendor.knows('nexmoKey', form.api_key) && vendor.knows('nexmoSecret', form.api_secret), 'who asks is the account, by key and secret');
        must(is_msisdn(form.to), `to is a number of E.164 without the plus, not "${form.to}"`);
        must(is_msisdn(form.from) || is_sender_name(form.from), `"${form.from}" is no sender`);
        must(form.text?.length >= 1 && form.text.length <= 3_200, 'text has 1 to 3,200 characters');
        must(['text', 'unicode'].includes(form.type ?? 'text'), 'type is text or unicode');
        must(form.type === 'unicode' || in_gsm(form.text), 'characters that are not in GSM 03.38 are lost, unless type is unicode');
        must(form.type !== 'unicode' || !in_gsm(form.text), 'who does not need unicode does not pay for it');
        must((form['client-ref'] ?? '').length <= 100, 'client-ref has at most 100 characters');
        return { to: form.to, from: form.from, text: form.text, reference: form['client-ref'] };
    },
    taken: (told, { received }) => ({
        body: {
            'message-count': '2',
            messages: ['1', '2'].map(part => ({
                to: told.to, 'message-id': `0C0000${`${received.length}`.padStart(8, '0')}${part}`, status: '0', 'remaining-balance': '3.14159265',
                'message-price': '0.03330000', network: '12345', 'client-ref': told.reference,
            })),
        },
    }),

    says,
    throttled: () => says(1, 'Throttled'),
    broken_down,
};
