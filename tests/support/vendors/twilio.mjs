// Twilio's Messages resource.
import { basic, form_of, known_fields, is_e164, is_sender_name, broken_down } from './vendor.mjs';

const error = (status, code, message) => ({
    status, body: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status },
});

export const twilio = {
    name: 'Twilio',
    secrets: { twilioSid: 'AC5f2b8c1d9e7a3046b5c8d1e2f3a4b5c6', twilioToken: 'b7e1c0d95a24438f9d06e3f7a1c2b4d8', twilioSender: '+14155550123' },

    check(request, must, vendor) {
        const { twilioSid: sid, twilioToken: token } = vendor.secrets;
        must(request.url.pathname === `/2010-04-01/Accounts/${sid}/Messages.json`, 'the address names the account');
        must(request.headers.authorization === basic(sid, token), 'who asks is the account, by basic authentication');
        const form = form_of(request, must);
        known_fields(form, ['To', 'From', 'MessagingServiceSid', 'Body', 'ValidityPeriod', 'SmartEncoded', 'StatusCallback'], 'a message', must);
        must(is_e164(form.To), `To is a number of E.164, not "${form.To}"`);
        must((form.From === undefined) !== (form.MessagingServiceSid === undefined), 'there is a sender: From, or MessagingServiceSid');
        const from = form.From ?? '';
        must(form.From === undefined || is_e164(from) || is_sender_name(from) || /^\d{3,6}$/.test(from), `"${from}" is no sender`);
        must(form.MessagingServiceSid === undefined || /^MG[0-9a-f]{32}$/.test(form.MessagingServiceSid), 'a messaging service is named by its id');
        must(form.Body?.length >= 1 && form.Body.length <= 1_600, 'Body has 1 to 1,600 characters');
        return { to: form.To, from: form.From ?? form.MessagingServiceSid, text: form.Body };
    },
    taken: (told, { secrets, received }) => ({
        status: 201,
        body: {
            sid: `SM${`${received.length}`.padStart(32, '0')}`, account_sid: secrets.twilioSid, to: told.to, from: told.from, body: told.text,
            status: 'queued', direction: 'outbound-api', error_code: null, error_message: null, num_segments: '1',
        },
    }),

    error,
    throttled: seconds => ({ ...error(429, 20429, 'Too Many Requests'), headers: { 'retry-after': `${seconds}` } }),
    broken_down,
};
