// What services say instead of taking a message: each refusal has the outcome that the product promises for it.
import assert from 'node:assert/strict';
import { after, before, test as every_test } from 'node:test';
import { eventually } from '../support/daymark.mjs';
import { Services } from './channels.mjs';
import { hosts_can_be_named } from '../support/named_hosts.mjs';
import { discord } from '../support/vendors/discord.mjs';
import { esendex } from '../support/vendors/esendex.mjs';
import { google_chat } from '../support/vendors/google_chat.mjs';
import { messagebird } from '../support/vendors/messagebird.mjs';
import { microsoft_teams } from '../support/vendors/microsoft_teams.mjs';
import { microsoft_teams_connector as connector } from '../support/vendors/microsoft_teams_connector.mjs';
import { slack } from '../support/vendors/slack.mjs';
import { sns } from '../support/vendors/sns.mjs';
import { twilio } from '../support/vendors/twilio.mjs';
import { throttled } from '../support/vendors/vendor.mjs';
import { vonage } from '../support/vendors/vonage.mjs';
import { x } from '../support/vendors/x.mjs';

let services;
const test = hosts_can_be_named ? every_test : every_test.skip;
if (hosts_can_be_named) before(async () => (services = await Services.start()));
after(() => services?.dispose());

/** The service says this instead, and the message is tried again after so many seconds and arrives. */
async function again(way, says, seconds, reason) {
    const page = await services.page_for(way);
    page.vendor.answers = [says];
    await services.report(page);
    const failed = await services.tried(page, 1);
    assert.equal(failed.state, 'WAITING');
    assert.match(failed.attempts[0].reason, reason);
    const { waited, delivery } = await services.try_again(page, failed);
    // Where nothing was asked for, a fifth more or less, so that not all come back at once.
    const [least, most] = Array.isArray(seconds) ? seconds : [seconds, seconds];
    assert.ok(waited >= least && waited <= most, `waited ${waited} seconds, not ${least} to ${most}`);
    assert.equal(delivery.state, 'SENT');
    page.vendor.assert_obeyed();
    return { page, failed, delivery };
}
const about = seconds => [seconds * 0.8, seconds * 1.2];

/** It is given up at once; `left_out` tells whether the reader is told of the next. */
async function ends(way, says, result, reason, left_out) {
    const page = await services.page_for(way);
    page.vendor.answers = [says];
    await services.report(page);
    const delivery = await services.tried(page, 1);
    assert.equal(delivery.state, 'DEAD');
    assert.equal(delivery.attempts[0].result, result);
    assert.match(delivery.attempts[0].reason, reason);
    assert.equal(await services.left_out(page), left_out);
    page.vendor.assert_obeyed();
    return page;
}
const fails = (way, says, reason) => ends(way, says, 'FAILED', reason, '');
const is_gone = (way, says, reason) => ends(way, says, 'GONE', reason, 'PAUSED');

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

// [way, what it says, what becomes of the message, …]
const refusals = [
    ['slack', slack.throttled(30), again, 30, /^429 Too Many Requests: rate_limited$/],
    ['slack', slack.word(500, 'rollup_error'), again, about(5), /rollup_error/],
    ['slack', slack.broken_down(502), again, about(5), /^502 Bad Gateway$/],
    ['slack', slack.word(400, 'invalid_payload'), fails, /^400 Bad Request: invalid_payload$/],
    ['slack', slack.word(403, 'action_prohibited'), fails, /action_prohibited/],
    ['slack', slack.word(404, 'user_not_found'), fails, /user_not_found/],
    ['slack', { body: '<html>A proxy says good day</html>' }, fails, /^200/],
    ['slack', slack.word(404, 'no_service'), is_gone, /^404 Not Found: no_service$/],
    ['slack', slack.word(404, 'no_active_hooks'), is_gone, /no_active_hooks/],
    ['slack', slack.word(410, 'channel_is_archived'), is_gone, /channel_is_archived/],
    ['slack', slack.word(403, 'invalid_token'), is_gone, /invalid_token/],
    ['slack', slack.word(403, 'team_disabled'), is_gone, /team_disabled/],

    ['discord', discord.throttled(64.57), again, 64.57, /^429/],
    ['discord', discord.throttled(0.2, 'global'), again, 1, /^429/],
    ['discord', discord.throttled(3, 'shared'), again, 3, /^429/],
    ['discord', discord.banned(), again, hour, /^429/],
    ['discord', { status: 403, headers: { 'content-type': 'text/html' }, body: '<html>error 1015</html>' }, again, 10 * minute, /^403/],
    ['discord', discord.broken_down(), again, about(5), /^503/],
    ['discord', discord.says(400, 50035, 'Invalid Form Body'), fails, /^400 Bad Request: 50035$/],
    ['discord', discord.says(404, 10015, 'Unknown Webhook'), is_gone, /^404 Not Found: 10015$/],
    ['discord', discord.says(401, 50027, 'Invalid Webhook Token'), is_gone, /50027/],
    ['discord', discord.says(403, 50013, 'Missing Permissions'), is_gone, /50013/],

    ['microsoft_teams', microsoft_teams.throttled(17), again, 17, /^429/],
    ['microsoft_teams', microsoft_teams.error(502, 'NoResponse'), again, about(5), /^502/],
    ['microsoft_teams', microsoft_teams.error(400, 'TriggerInputSchemaMismatch'), fails, /^400/],
    ['microsoft_teams', microsoft_teams.error(413, 'RequestEntityTooLarge'), fails, /^413/],
    ['microsoft_teams', microsoft_teams.error(404, 'WorkflowTriggerIsNotEnabled'), is_gone, /^404/],
    ['microsoft_teams', microsoft_teams.error(401, 'DirectApiAuthorizationRequired'), is_gone, /^401/],
    ['microsoft_teams', microsoft_teams.error(403, 'AuthorizationFailed'), is_gone, /^403/],

    ['microsoft_teams_connector', connector.throttled(), again, about(5), /^429/],
    ['microsoft_teams_connector', connector.broken_down(), again, about(5), /^503/],
    ['microsoft_teams_connector', connector.failed(413), fails, /did not post/],
    ['microsoft_teams_connector', { status: 410, body: 'The connector is removed.' }, is_gone, /^410/],

    ['google_chat', google_chat.throttled(), again, minute, /RESOURCE_EXHAUSTED/],
    ['google_chat', throttled(180), again, 180, /^429/],
    ['google_chat', google_chat.error(503, 'UNAVAILABLE', 'The service is currently unavailable.'), again, about(5), /UNAVAILABLE/],
    ['google_chat', google_chat.error(400, 'INVALID_ARGUMENT', 'Message cannot be empty.'), fails, /INVALID_ARGUMENT/],
    ['google_chat', google_chat.error(404, 'NOT_FOUND', 'Space not found.'), is_gone, /NOT_FOUND/],
    ['google_chat', google_chat.error(403, 'PERMISSION_DENIED', 'Webhooks are off.'), is_gone, /PERMISSION_DENIED/],

    ['twilio', twilio.throttled(9), again, 9, /20429/],
    ['twilio', twilio.error(429, 21611, 'The queue is full.'), again, about(10), /21611/],
    ['twilio', twilio.broken_down(), again, about(10), /^503/],
    ['twilio', twilio.error(401, 20003, 'Authenticate'), fails, /account or token refused/],
    ['twilio', twilio.error(400, 21606, 'Not a sender.'), fails, /21606/],
    ['twilio', twilio.error(400, 21408, 'Region not enabled.'), fails, /21408/],
    ['twilio', twilio.error(400, 21211, "Invalid 'To' Phone Number"), is_gone, /not a valid number/],
    ['twilio', twilio.error(400, 21614, 'Not a mobile number'), is_gone, /21614/],
    ['twilio', twilio.error(400, 21610, 'Unsubscribed recipient'), is_gone, /they answered STOP/],

    ['vonage', vonage.throttled(), again, about(10), /error 1: too many requests/],
    ['vonage', vonage.says(5, 'Internal Error'), again, about(10), /error 5/],
    ['vonage', vonage.broken_down(), again, about(10), /^503/],
    ['vonage', { body: '<html>A proxy says good day</html>' }, again, about(10), /no answer of the provider/],
    ['vonage', vonage.says(4, 'Bad Credentials'), fails, /error 4: key or secret refused/],
    ['vonage', vonage.says(9, 'Partner Quota Violation'), fails, /no credit/],
    ['vonage', vonage.says(29, 'Non-Whitelisted Destination'), fails, /trial account/],
    ['vonage', vonage.says(6, 'Invalid Message'), is_gone, /error 6/],
    ['vonage', vonage.says(7, 'Number Barred'), is_gone, /barred/],

    ['esendex', esendex.throttled(20), again, 20, /^429/],
    ['esendex', esendex.broken_down(), again, about(10), /^503/],
    ['esendex', esendex.error(401, 'unauthorized'), fails, /^401/],
    ['esendex', esendex.error(402, 'insufficient_credit'), fails, /^402/],
    ['esendex', esendex.error(400, 'bad_request'), fails, /^400/],

    ['messagebird', messagebird.throttled(15), again, 15, /^429/],
    ['messagebird', messagebird.error(500, 99, 'Internal error'), again, about(10), /error 99/],
    ['messagebird', messagebird.error(401, 2, 'Request not allowed (incorrect access_key)', 'access_key'), fails, /access key refused/],
    ['messagebird', messagebird.error(422, 25, 'Not enough balance'), fails, /no credit/],
    ['messagebird', messagebird.error(422, 10, 'originator is invalid', 'originator'), fails, /sender refused/],
    ['messagebird', messagebird.error(422, 10, 'recipient is invalid', 'recipient'), is_gone, /not a valid number/],
    ['messagebird', messagebird.error(422, 9, 'no (correct) recipients found', 'recipients'), is_gone, /not a valid number/],

    ['sns', sns.throttled(), again, about(10), /error Throttling/],
    ['sns', sns.error(500, 'InternalError', 'An internal error.', 'Receiver'), again, about(10), /InternalError/],
    ['sns', sns.broken_down(), again, about(10), /ServiceUnavailable/],
    ['sns', sns.error(403, 'InvalidClientTokenId', 'The security token included in the request is invalid.'), fails, /no such key/],
    ['sns', sns.error(403, 'SignatureDoesNotMatch', 'The signature does not match.'), fails, /secret key refused/],
    ['sns', sns.error(403, 'AuthorizationError', 'Not authorized'), fails, /may not send/],
    ['sns', sns.error(400, 'InvalidParameter', 'Invalid parameter: AWS.SNS.SMS.SenderID Reason: bad'), fails, /InvalidParameter/],
    ['sns', sns.error(400, 'InvalidParameter', 'Invalid parameter: PhoneNumber Reason: +1415 is not valid to publish to'), is_gone, /not a valid number/],
    ['sns', sns.error(400, 'OptedOut', 'The phone number is opted out.'), is_gone, /opted out/],
];

for (const [way, says, becomes, ...rest] of refusals) {
    const said = `${says.status ?? 200} ${JSON.stringify(says.body).slice(0, 60)}`;
    const what = { again: 'is tried again', fails: 'gives the message up', is_gone: 'pauses the reader' }[becomes.name];
    test(`${way}: ${said} ${what}`, () => becomes(way, says, ...rest));
}

test('esendex: an answer in XML is one', async () => {
    const page = await services.page_for('esendex');
    page.vendor.answers = [esendex.taken_in_xml()];
    await services.report(page);
    assert.equal((await services.tried(page, 1)).state, 'SENT');
});

test('x: its limits are waited for, and its refusals are the account\'s', async () => {
    const at = services.clock.now();
    await again('x', x.throttled(487, at), 487, /^429/);
    await again('x', x.broken_down(), about(minute), /^503/);
    await again('x', { ...x.problem(429, 'Too Many Requests', 'Too Many Requests') }, 15 * minute, /^429/);
    const today = x.throttled(30, services.clock.now());
    const reset = Math.floor(services.clock.now() / 1_000) + 90 * minute;
    Object.assign(today.headers, { 'x-user-limit-24hour-remaining': '0', 'x-user-limit-24hour-reset': `${reset}` });
    await again('x', today, 90 * minute, /^429/);
    for (const says of [x.problem(401, 'Unauthorized', 'Unauthorized'), x.problem(403, 'Forbidden', 'Your account is suspended.'), x.lost_thread()])
        await refused_by_x(says);
});

async function refused_by_x(says) {
    const page = await services.page_for('x');
    page.vendor.answers = [says];
    await services.report(page);
    const delivery = await services.tried(page, 1);
    assert.equal(delivery.state, 'DEAD', JSON.stringify(delivery));
    assert.equal(delivery.attempts[0].result, 'FAILED');
    page.vendor.assert_obeyed();
}

test('a wait of years is a day, after which a chat is too late; one that is over is a second', async () => {
    const page = await services.page_for('slack');
    page.vendor.answers = [throttled(10 ** 8)];
    await services.report(page);
    const failed = await services.tried(page, 1);
    assert.equal((Date.parse(failed.dueAt) - Date.parse(failed.attempts[0].finishedAt)) / 1_000, day);
    services.clock.forward_to(Date.parse(failed.dueAt));
    const over = await eventually('it is given up', async () => (await services.deliveries(page)).find(({ state }) => state === 'DEAD'));
    assert.equal(over.reason, 'Too late to be told');
    assert.equal(over.attempts.length, 1);
    const said = new Date().toUTCString();
    await again('slack', { status: 429, headers: { date: said, 'retry-after': 'Thu, 01 Jan 1970 00:00:00 GMT' } }, 1, /^429/);
});

// --- nobody knows ----------------------------------------------------------------------------------------------------

test('an answer that is lost makes the message go out again, and services that can tell take it once', async () => {
    for (const [way, seconds] of [['slack', 5], ['twilio', 10], ['google_chat', 5], ['x', minute]]) {
        const vendor = services.vendors[way];
        const posts = vendor.posts?.size ?? vendor.posted?.size ?? 0;
        const { page, failed, delivery } = await again(way, 'lost', about(seconds), /./);
        assert.equal(failed.attempts[0].result, 'UNKNOWN', `${way}: the log says that nobody knows`);
        const [first, second] = page.vendor.received.slice(-2);
        if (way !== 'x') assert.equal(second.body, first.body, `${way}: the same words`);
        const now = vendor.posts?.size ?? vendor.posted?.size;
        if (now !== undefined) assert.equal(now, posts + 1, `${way}: one post`);
        assert.equal(delivery.attempts.length, 2);
    }
});

// --- giving up -------------------------------------------------------------------------------------------------------

// The waits of docs/notifications.md.
const waits = {
    slack: [5, 30, 2 * minute, 10 * minute, 30 * minute],
    microsoft_teams: [5, 30, 2 * minute, 10 * minute, 30 * minute],
    twilio: [10, minute, 5 * minute, 30 * minute],
    sns: [10, minute, 5 * minute, 30 * minute],
    x: [minute, 5 * minute, 30 * minute],
};

for (const [way, usual] of Object.entries(waits)) {
    test(`${way}: a service that is down is asked ${usual.length + 1} times, and its reader is told of the next`, async () => {
        const page = await services.page_for(way);
        page.vendor.answers = Array(usual.length + 1).fill(page.vendor.trade.broken_down());
        await services.report(page);
        let delivery = await services.tried(page, 1);
        for (const seconds of usual) {
            assert.equal(delivery.state, 'WAITING');
            const turn = await services.try_again(page, delivery);
            const [least, most] = about(seconds);
            assert.ok(turn.waited >= least && turn.waited <= most, `waited ${turn.waited} seconds, not about ${seconds}`);
            ({ delivery } = turn);
        }
        assert.equal(delivery.state, 'DEAD');
        if (way !== 'x') assert.equal(await services.left_out(page), '');
        await services.report(page, { name: 'Another one' });
        assert.equal((await services.tried(page, 1, 2)).state, 'SENT');
        page.vendor.assert_obeyed();
    });
}
