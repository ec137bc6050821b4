// Amazon SNS: Publish by the query interface. Signatures are made anew by a library that is not ours.
import { form_of, known_fields, is_e164, package_of } from './vendor.mjs';

const aws4 = package_of('aws4');

const region = 'eu-west-1';
const minute = 60_000;

/** "20261128T114057Z" as milliseconds. */
const instant_of = text => Date.parse(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));

function check_signature({ method, url, headers, body }, must, { secrets, now }) {
    const given = /^AWS4-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(headers.authorization ?? '');
    must(given !== null, 'Authorization is that of Signature Version 4');
    const [, credential, names] = given;
    const date = headers['x-amz-date'];
    must(credential === `${secrets.snsAccessKey}/${date.slice(0, 8)}/${region}/sns/aws4_request`, `"${credential}" is for this day, region and service`);
    must(Math.abs(instant_of(date) - now()) < 15 * minute, `a request is signed within 15 minutes of when it comes: ${date}`);
    const signed = names.split(';');
    must(signed.includes('host') && signed.includes('x-amz-date'), 'host and time are signed');
    must(names === [...signed].sort().join(';'), 'the names of signed headers are in order');
    const again = aws4.sign({
        service: 'sns', region, method, host: headers.host, path: url.pathname + url.search, body,
        headers: Object.fromEntries(signed.map(name => [name, headers[name]])), extraHeadersToIgnore: { 'content-length': true },
    }, { accessKeyId: secrets.snsAccessKey, secretAccessKey: secrets.snsSecretKey });
    must(again.headers.Authorization.split('Signature=')[1] === given[3], 'the signature is that of the request and the secret key');
}

/** MessageAttributes.entry.N.… as { name: value }. */
function attributes_of(form, must) {
    const attributes = {};
    for (let n = 1; form[`MessageAttributes.entry.${n}.Name`] !== undefined; ++n) {
        const entry = `MessageAttributes.entry.${n}`;
        must(form[`${entry}.Value.DataType`] === 'String', 'an attribute of an SMS is a String');
        attributes[form[`${entry}.Name`]] = form[`${entry}.Value.StringValue`];
        for (const name of ['Name', 'Value.DataType', 'Value.StringValue']) delete form[`${entry}.${name}`];
    }
    return attributes;
}

const error = (status, code, message, type = 'Sender') => ({
    status,
    headers: { 'content-type': 'text/xml', 'x-amzn-requestid': '71d4c1c9-8d4f-5c3f-a9a6-9fd4e5a7f3d1' },
    body: `<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/">\n  <Error>\n    <Type>${type}</Type>\n    <Code>${code}</Code>\n` +
        `    <Message>${message}</Message>\n  </Error>\n  <RequestId>71d4c1c9-8d4f-5c3f-a9a6-9fd4e5a7f3d1</RequestId>\n</ErrorResponse>\n`,
});

export const sns = {
    name: 'Amazon SNS',
    secrets: { snsAccessKey: 'AKIAIOSFODNN7DAYMARK', snsSecretKey: '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', snsRegion: region, snsSender: 'Kestrel' },

    check(request, must, vendor) {
        must(request.url.pathname === '/' && request.url.search === '', 'the query interface is at /');
        check_signature(request, must, vendor);
        const { Action, Version, PhoneNumber, Message, ...rest } = form_of(request, must);
        must(Action === 'Publish' && Version === '2010-03-31', 'what is asked for is Publish of 2010-03-31');
        must(is_e164(PhoneNumber), `PhoneNumber is a number of E.164, not "${PhoneNumber}"`);
        must(Message !== undefined && Message !== '' && Buffer.byteLength(Message) <= 1_600, 'Message has 1 to 1,600 bytes');
        const { 'AWS.SNS.SMS.SMSType': type, 'AWS.SNS.SMS.SenderID': sender, 'AWS.MM.SMS.OriginationNumber': number, ...more } = attributes_of(rest, must);
        known_fields({ ...rest, ...more }, [], 'Publish', must);
        must(['Transactional', 'Promotional'].includes(type), 'SMSType is Transactional or Promotional');
        must(sender === undefined || /^(?=.*[A-Za-z])[A-Za-z0-9-]{1,11}$/.test(sender), 'SenderID has 1 to 11 letters and digits, one of them a letter');
        must(number === undefined || is_e164(number), 'OriginationNumber is a number');
        return { to: PhoneNumber, from: sender ?? number, text: Message };
    },
    taken: (_, { received }) => ({
        headers: { 'content-type': 'text/xml' },
        body: '<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/">\n  <PublishResult>\n    <MessageId>94f20ce6-13c5-43a0-9a9e-' +
            `${`${received.length}`.padStart(12, '0')}</MessageId>\n  </PublishResult>\n  <ResponseMetadata>\n    <RequestId>f187a3c1-376f-11df-8963-` +
            '01868b7c937a</RequestId>\n  </ResponseMetadata>\n</PublishResponse>\n',
    }),

    error,
    throttled: () => error(400, 'Throttling', 'Rate exceeded'),
    broken_down: () => error(503, 'ServiceUnavailable', 'The request has failed due to a temporary failure of the server.', 'Receiver'),
};
