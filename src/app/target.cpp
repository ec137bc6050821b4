// Telling requests apart by host and path. Called on event loops: no allocation, no waiting.
#include "app/target.h"

#include <algorithm>

namespace daymark::app {
namespace {

/// "acme.localhost" → "acme" when the base host is "localhost"; empty when it is no page's host.
std::string_view subdomain_of(std::string_view host, std::string_view base_host) {
    if (host.ends_with('.')) host.remove_suffix(1);
    if (host.size() <= base_host.size() + 1) return {};
    const std::size_t dot = host.size() - base_host.size() - 1;
    if (host[dot] != '.' || !http::same_ignoring_case(host.substr(dot + 1), base_host)) return {};
    const std::string_view label = host.substr(0, dot);
    return label.find('.') == std::string_view::npos ? label : std::string_view();
}

std::string_view without_leading_slashes(std::string_view path) {
    path.remove_prefix(std::min(path.find_first_not_of('/'), path.size()));
    return path;
}

/// The first segment, and what follows it: empty or beginning with '/'.
struct Split {
    std::string_view first;
    std::string_view rest;
};
Split split(std::string_view path) {
    path = without_leading_slashes(path);
    const std::size_t slash = std::min(path.find('/'), path.size());
    return {path.substr(0, slash), path.substr(slash)};
}

bool is_api(std::string_view first) { return first == "v1" || first == "v2" || first == "v3" || first == "x"; }

}  // namespace

Target target_of(std::string_view host, std::string_view path, std::string_view base_host) {
    if (const std::string_view subdomain = subdomain_of(host, base_host); !subdomain.empty()) {
        return {Door::Page, site::Mount::OwnHost, subdomain, path};
    }
    const Split outer = split(path);
    if (is_api(outer.first)) return {Door::Api, site::Mount::MainHost, {}, path};
    const bool is_public = outer.first == "public";
    if (outer.first != "p" && !is_public) return {Door::Own, site::Mount::MainHost, {}, path};
    const Split inner = split(outer.rest);
    if (inner.first.empty()) return {Door::Own, site::Mount::MainHost, {}, path};
    if (is_public) return {Door::Public, site::Mount::MainHost, inner.first, inner.rest};
    const Door door = inner.rest.empty() ? Door::PageRoot : Door::Page;
    return {door, site::Mount::MainHost, inner.first, inner.rest};
}

std::string without_tokens(std::string_view path) {
    for (const std::string_view folder : {"/secure/", "/enter/", "/confirm/", "/manage/", "/unsubscribe/"}) {
        const std::size_t at = path.find(folder);
        if (at != std::string_view::npos) return std::string(path.substr(0, at + folder.size())) + "…";
    }
    return std::string(path);
}

bool is_publishing(http::Method method, std::string_view path) {
    if (method != http::Method::Post && method != http::Method::Put && method != http::Method::Patch) return false;
    while (!path.empty()) {
        const Split next = split(path);
        if (next.first == "incidents" || next.first == "maintenances") return true;
        path = next.rest;
    }
    return false;
}

bool is_upload(http::Method method, std::string_view path) {
    while (path.ends_with('/')) path.remove_suffix(1);
    return method == http::Method::Post && path.ends_with("/uploads");
}

bool is_import(http::Method method, std::string_view path) {
    while (path.ends_with('/')) path.remove_suffix(1);
    return method == http::Method::Post && path.ends_with("/subscribers/import");
}

}  // namespace daymark::app
