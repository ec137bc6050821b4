// Esendex's message dispatcher.
import { basic, json_of, known_fields, is_msisdn, throttled, broken_down } from './vendor.mjs';

export const esendex = {
    name: 'Esendex',
    secrets: { esendexUsername: 'ops@kestrel.example', esendexPassword: 'NDX7fQ2mZt', esendexAccountRef: 'EX0205631' },

    check(request, must, vendor) {
        const { esendexUsername: user, esendexPassword: password, esendexAccountRef: account } = vendor.secrets;
        must(request.url.pathname === '/v1.0/messagedispatcher', 'messages go to /v1.0/messagedispatcher');
        must(request.headers.authorization === basic(user, password), 'who asks is the user, by basic authentication');
        must(request.headers.accept === 'application/json', 'who wants JSON says so, or gets XML');
        const batch = json_of(request, must);
        known_fields(batch, ['accountreference', 'characterset', 'messages', 'from', 'validity'], 'a batch', must);
        must(batch.accountreference === account, 'the account is named by its reference');
        must(['GSM', 'Unicode', 'Auto'].includes(batch.characterset), 'characterset is GSM, Unicode or Auto');
        must(batch.messages.length === 1, 'one message for one reader');
        const [message] = batch.messages;
        known_fields(message, ['to', 'body', 'type', 'from'], 'a message', must);
        must(is_msisdn(message.to), `to is a number with its country's code, not "${message.to}"`);
        must(typeof message.body === 'string' && message.body !== '', 'a message has a body');
        return { to: message.to, text: message.body };
    },
    taken: (_, { received }) => {
        const id = `e3b2a4c0-5d1f-4e7a-9b8c-${`${received.length}`.padStart(12, '0')}`;
        return { body: { batch: { batchid: 'b1d7f1a2-6c3e-4f5a-8d9b-0e1f2a3b4c5d', messageheaders: [{ uri: `https://api.esendex.com/v1.0/messageheaders/${id}`, id }] } } };
    },
    /** What it says to those who did not ask for JSON, and sometimes to others. */
    taken_in_xml: () => ({
        headers: { 'content-type': 'application/xml; charset=utf-8' },
        body: '<?xml version="1.0" encoding="utf-8"?><messageheaders batchid="F8BF9867-FF81-49E4-ACC5-774DE793B776" xmlns="http://api.esendex.com/ns/">' +
            '<messageheader uri="https://api.esendex.com/v1.0/messageheaders/1183C73D-2E62-4F60-B610-30F160BDFBD5" id="1183C73D-2E62-4F60-B610-30F160BDFBD5" />' +
            '</messageheaders>',
    }),

    error: (status, code) => ({ status, body: { errors: [{ code, description: 'It was not taken.', values: [] }] } }),
    throttled,
    broken_down,
};
