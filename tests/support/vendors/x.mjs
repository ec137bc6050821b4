// X's posts: OAuth 1.0a, whose signatures are made anew by a library that is not ours, and texts that X's own library counts.
import { createHmac } from 'node:crypto';
import { json_of, known_fields, package_of, broken_down } from './vendor.mjs';

const OAuth = package_of('oauth-1.0a');
const { parseTweet } = package_of('twitter-text');

const minute = 60_000;
const problem = (status, title, detail) => ({
    status, headers: { 'content-type': 'application/problem+json' },
    body: JSON.stringify({ title, detail, type: 'about:blank', status }),
});

function check_signature({ method, url, headers }, must, vendor) {
    const { xConsumerKey, xConsumerSecret, xAccessToken, xAccessTokenSecret } = vendor.secrets;
    const [scheme, list] = headers.authorization.split(/ (.*)/s);
    must(scheme === 'OAuth', 'Authorization is that of OAuth 1.0a');
    const given = Object.fromEntries(list.split(/, ?/).map(pair => {
        const [, name, value] = /^([a-z_]+)="([^"]*)"$/.exec(pair);
        return [name, decodeURIComponent(value)];
    }));
    const { oauth_signature: signature, ...rest } = given;
    known_fields(rest, ['oauth_consumer_key', 'oauth_nonce', 'oauth_signature_method', 'oauth_timestamp', 'oauth_token', 'oauth_version'], 'Authorization', must);
    must(given.oauth_consumer_key === xConsumerKey && given.oauth_token === xAccessToken, 'the app and the account are known');
    must(Math.abs(Number(given.oauth_timestamp) * 1_000 - vendor.now()) < 5 * minute, 'a request is signed within five minutes of when it comes');
    vendor.nonces ??= new Set();
    must(!vendor.nonces.has(given.oauth_nonce), 'no two requests have the same nonce');
    vendor.nonces.add(given.oauth_nonce);
    const oauth = OAuth({
        consumer: { key: xConsumerKey, secret: xConsumerSecret }, signature_method: 'HMAC-SHA1',
        hash_function: (base, key) => createHmac('sha1', key).update(base).digest('base64'),
    });
    must(oauth.getSignature({ url: url.href, method, data: {} }, xAccessTokenSecret, rest) === signature, 'the signature is that of the request and both secrets');
}

export const x = {
    name: 'X',
    secrets: { xConsumerKey: 'xvz1evFS4wEEPTGEFPHBog', xConsumerSecret: 'kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Y7', xAccessToken: '370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9Ey', xAccessTokenSecret: 'LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE' },

    check(request, must, vendor) {
        must(request.url.pathname === '/2/tweets' && request.url.search === '', 'posts go to /2/tweets');
        check_signature(request, must, vendor);
        const post = json_of(request, must);
        known_fields(post, ['text', 'reply'], 'a post', must);
        known_fields(post.reply, ['in_reply_to_tweet_id'], 'a reply', must);
        const { valid, weightedLength } = parseTweet(post.text);
        must(valid, `a text is valid and has at most 280 characters as X counts them, not ${weightedLength}`);
        vendor.posts ??= new Map();
        return { text: post.text, answers: post.reply?.in_reply_to_tweet_id };
    },
    /** The same text is not posted twice, and an answer needs what it answers. */
    taken(told, { posts }) {
        if (told.answers !== undefined && ![...posts.values()].includes(told.answers)) return x.lost_thread();
        if (posts.has(told.text)) return x.duplicate();
        const id = `${1843000000000000000n + BigInt(posts.size)}`;
        posts.set(told.text, id);
        return { status: 201, body: { data: { id, text: told.text, edit_history_tweet_ids: [id] } } };
    },

    problem,
    duplicate: () => problem(403, 'Forbidden', 'You are not allowed to create a Tweet with duplicate content.'),
    lost_thread: () => problem(403, 'Forbidden', 'You attempted to reply to a Tweet that is deleted or not visible to you.'),
    throttled: (seconds, now = Date.now()) => ({
        ...problem(429, 'Too Many Requests', 'Too Many Requests'),
        headers: {
            'content-type': 'application/problem+json', date: new Date(now).toUTCString(), 'x-rate-limit-limit': '100', 'x-rate-limit-remaining': '0',
            'x-rate-limit-reset': `${Math.floor(now / 1_000) + seconds}`,
        },
    }),
    broken_down,
};
