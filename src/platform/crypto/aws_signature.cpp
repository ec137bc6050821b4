// Signature Version 4 in its four steps: request, text, key, signature.
#include "platform/crypto/aws_signature.h"

#include "platform/base/time_text.h"
#include "platform/crypto/secret_key.h"
#include "platform/crypto/signature.h"

#include <algorithm>

namespace daymark::crypto {
namespace {

struct SignedHeaders {
    std::string lines;  // "host:example.com\n…"
    std::string names;  // "host;x-amz-date"
};

SignedHeaders signed_headers(const AwsRequest& request) {
    auto headers = request.headers;
    std::ranges::sort(headers);
    SignedHeaders all;
    for (const auto& [name, value] : headers) {
        all.lines += name + ":" + value + "\n";
        all.names += (all.names.empty() ? "" : ";") + name;
    }
    return all;
}

std::string canonical(const AwsRequest& request, const SignedHeaders& headers) {
    std::string text;
    for (const std::string_view part : {request.method, request.path, request.query}) text.append(part).append("\n");
    return text + headers.lines + "\n" + headers.names + "\n" + sha256_hex(request.body);
}

}  // namespace

std::string aws_time(Millis at) {
    std::string text = iso_time(at);
    std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
    return text.substr(0, text.find('.')) + "Z";
}

std::string aws_authorization(const AwsKeys& keys, const AwsRequest& request, Millis now) {
    const std::string time = aws_time(now);
    const std::string day = time.substr(0, time.find('T'));
    const std::string scope = day + "/" + keys.region + "/" + keys.service + "/aws4_request";
    const SignedHeaders headers = signed_headers(request);
    const std::string text =
        "AWS4-HMAC-SHA256\n" + time + "\n" + scope + "\n" + sha256_hex(canonical(request, headers));
    std::string key = "AWS4" + keys.secret_key;
    for (const std::string_view part : {std::string_view(day), std::string_view(keys.region),
                                        std::string_view(keys.service), std::string_view("aws4_request")}) {
        key = signature_bytes(part, key);
    }
    return "AWS4-HMAC-SHA256 Credential=" + keys.access_key + "/" + scope + ", SignedHeaders=" + headers.names +
           ", Signature=" + signature_of(text, key);
}

}  // namespace daymark::crypto
