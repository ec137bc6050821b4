// From the document to the page: what the view shows is prepared here, all markup stands in docs/page.mustache.
#include "api/docs_page.h"

#include "api/docs_examples.h"
#include "api/docs_schema.h"
#include "embedded/files.h"
#include "platform/base/error.h"
#include "platform/text/html.h"

#include <kainjow/mustache.hpp>

#include <algorithm>
#include <map>
#include <vector>

namespace daymark::api {
namespace {

using Data = kainjow::mustache::data;

/// Empty texts become false, so that a section over them is left out and no outer text shows through.
Data data_of(const json::value& from) {
    if (from.is_string() && !from.get_string().empty()) return Data{std::string(from.get_string())};
    if (from.is_array()) {
        Data list{Data::type::list};
        for (const json::value& item : from.get_array()) list.push_back(data_of(item));
        return list;
    }
    if (from.is_object()) {
        Data object{Data::type::object};
        for (const auto& [name, member] : from.get_object()) object.set(std::string(name), data_of(member));
        return object;
    }
    return Data{from.is_bool() && from.get_bool() ? Data::type::bool_true : Data::type::bool_false};
}

std::string embedded_text(std::string_view path) { return std::string(embedded::file(path).value_or("")); }

std::string render(const json::object& model) {
    kainjow::mustache::mustache view(embedded_text("api/docs/page.mustache"));
    if (!view.is_valid()) throw Error(ErrorCode::Internal, "Internal error", {"docs: " + view.error_message()});
    view.set_custom_escape([](const std::string& text) { return text::escape_html(text); });
    return view.render(data_of(model));
}

/// An operation under each of its versions.
struct Entry {
    std::string id;  // "incidents.create"
    std::string method;
    std::vector<std::string> paths;
    const json::object* operation;  // of the first path
};

std::vector<Entry> entries_of(const json::object& document) {
    std::vector<Entry> entries;
    for (const auto& [path, item] : document.at("paths").as_object()) {
        for (const auto& [method, value] : item.as_object()) {
            const json::object& operation = value.as_object();
            const std::string_view versioned = operation.at("operationId").as_string();
            const std::string id(versioned.substr(0, versioned.rfind('_')));
            auto entry = std::ranges::find(entries, id, &Entry::id);
            if (entry == entries.end()) entry = entries.insert(entry, {id, std::string(method), {}, &operation});
            entry->paths.emplace_back(path);
        }
    }
    return entries;
}

class Page {
public:
    explicit Page(const json::object& document) : document_(document), schemas_(document) {}

    std::string html() {
        json::object model;
        model["title"] = document_.at("info").as_object().at("title");
        model["version"] = document_.at("info").as_object().at("version");
        model["base"] = base();
        model["css"] = embedded_text("api/docs/page.css");
        model["script"] = embedded_text("api/docs/page.js");
        model["errors"] = errors();
        model["tags"] = tags();
        model["objects"] = objects();
        return render(model);
    }

private:
    std::string base() const {
        std::string url(document_.at("servers").as_array().at(0).as_object().at("url").as_string());
        while (url.ends_with('/')) url.pop_back();
        return url;
    }

    json::array tags() {
        json::array tags;
        const std::vector<Entry> entries = entries_of(document_);
        for (const json::value& tag : document_.at("tags").as_array()) {
            const json::value& name = tag.as_object().at("name");
            json::array operations;
            for (const Entry& entry : entries) {
                if (entry.operation->at("tags").as_array().at(0) == name) operations.push_back(operation(entry));
            }
            std::string anchor(name.as_string());
            std::ranges::replace(anchor, ' ', '-');
            tags.push_back(json::object{{"name", name}, {"anchor", anchor}, {"operations", std::move(operations)}});
        }
        return tags;
    }

    json::object operation(const Entry& entry) {
        const json::object& from = *entry.operation;
        json::object shown;
        std::string anchor = entry.id;
        std::ranges::replace(anchor, '.', '-');
        shown["anchor"] = anchor;
        shown["method"] = upper(entry.method);
        shown["tone"] = entry.method;
        shown["summary"] = from.at("summary");
        shown["needs"] = from.at("description");
        json::array paths;
        for (const std::string& path : entry.paths) {
            paths.push_back(json::object{{"path_html", path_with(path, "<var>{", "}</var>")}});
        }
        shown["paths"] = std::move(paths);
        add_query(shown, from);
        add_body(shown, from);
        add_answer(shown, from);
        shown["commands"] = commands(entry);
        shown["refusals"] = refusals(from);
        return shown;
    }

    void add_query(json::object& shown, const json::object& from) const {
        json::array rows;
        const json::value* parameters = from.if_contains("parameters");
        for (const json::value& value : parameters == nullptr ? json::array() : parameters->as_array()) {
            const json::object& parameter = value.as_object();
            if (parameter.at("in") != "query") continue;
            rows.push_back(json::object{{"name", parameter.at("name")},
                                        {"type_html", schemas_.type_html(parameter.at("schema").as_object())},
                                        {"about_html", prose_html(parameter.at("description").as_string())},
                                        {"required", parameter.contains("required")}});
        }
        shown["has_query"] = !rows.empty();
        shown["query"] = std::move(rows);
    }

    void add_body(json::object& shown, const json::object& from) {
        const json::value* body = from.if_contains("requestBody");
        const bool is_json = body != nullptr && takes_json(body->as_object());
        shown["has_body"] = is_json;
        shown["body"] = json::array();
        if (!is_json) return;
        const json::object& schema = schema_of(body->as_object());
        shown["body"] = schemas_.field_rows(schemas_.core(schema));
        schemas_.collect_references(schemas_.core(schema), referred_);
    }

    void add_answer(json::object& shown, const json::object& from) {
        const json::object& success = from.at("responses").as_object().at("200").as_object();
        const bool is_json = success.contains("content") && takes_json(success);
        shown["has_answer"] = is_json;
        if (!is_json) return;
        const json::object& schema = schema_of(success);
        const json::object& core = schemas_.core(schema);
        const bool is_list = schema.contains("items");
        json::array rows = schemas_.field_rows(core);
        shown["answer_kind"] = is_list ? "A list of objects" : "An object";
        shown["answer_count"] = std::to_string(rows.size()) + (rows.size() == 1 ? " field" : " fields");
        shown["answer"] = std::move(rows);
        shown["answer_fixed_html"] = schemas_.fixed_html(core);
        schemas_.collect_references(core, referred_);
    }

    /// "?address={address}" of the parameters that a call must have.
    static std::string required_query(const json::object& operation) {
        std::string query;
        const json::value* parameters = operation.if_contains("parameters");
        for (const json::value& parameter : parameters == nullptr ? json::array() : parameters->as_array()) {
            if (parameter.at("in") != "query" || !parameter.as_object().contains("required")) continue;
            const std::string name(parameter.at("name").as_string());
            query += (query.empty() ? "?" : "&") + name + "={" + name + "}";
        }
        return query;
    }

    /// The file that an example sends; "" when the body is JSON, or there is none.
    static std::string file_of(const json::value* body) {
        if (body == nullptr || takes_json(body->as_object())) return {};
        return body->as_object().at("content").as_object().contains("text/csv") ? "people.csv" : "logo.png";
    }

    static bool takes_json(const json::object& body) {
        return body.at("content").as_object().contains("application/json");
    }

    static const json::object& schema_of(const json::object& holder) {
        return holder.at("content").as_object().at("application/json").as_object().at("schema").as_object();
    }

    /// Ways to make the call that work once the variables they name are set.
    json::array commands(const Entry& entry) const {
        const bool with_key = !entry.operation->at("security").as_array().empty();
        const json::value* body = entry.operation->if_contains("requestBody");
        const bool is_json = body != nullptr && takes_json(body->as_object());
        const std::string sent = is_json ? json::text(schemas_.sample(schema_of(body->as_object()))) : "";
        const json::object& success = entry.operation->at("responses").as_object().at("200").as_object();
        const bool gives_table = success.contains("content") && !takes_json(success);
        const std::string path = entry.paths.front() + required_query(*entry.operation);
        const Example example{upper(entry.method), path, with_key, sent, file_of(body), gives_table};
        return {shown_example("curl", curl_example(example), true),
                shown_example("Python", python_example(example), false),
                shown_example("JavaScript", javascript_example(example), false)};
    }

    /// The address stands apart, so that the page can put in the one by which its reader came.
    static json::object shown_example(std::string_view language, const std::string& text, bool open) {
        const std::size_t at = text.find(base_mark);
        return {{"language", language},
                {"open", open},
                {"before", text.substr(0, at)},
                {"after", text.substr(at + base_mark.size())}};
    }

    json::array refusals(const json::object& from) const {
        json::array shown;
        for (const auto& [status, reference] : from.at("responses").as_object()) {
            const json::value* place = reference.as_object().if_contains("$ref");
            if (place == nullptr || status == "default") continue;
            const std::string_view name(place->as_string());
            shown.push_back(refusal(name.substr(name.rfind('/') + 1)));
        }
        return shown;
    }

    json::object refusal(std::string_view name) const {
        const json::object& from =
            document_.at("components").as_object().at("responses").as_object().at(name).as_object();
        const json::object& content = from.at("content").as_object().at("application/json").as_object();
        const json::object& example = content.at("example").as_object().at("error").as_object();
        return {{"status", std::to_string(from.at("x-status").as_int64())},
                {"code", example.at("code")},
                {"about_html", prose_html(from.at("description").as_string())}};
    }

    json::array errors() const {
        json::array shown;
        for (const auto& [name, from] : document_.at("components").as_object().at("responses").as_object()) {
            if (from.as_object().contains("x-status")) shown.push_back(refusal(name));
        }
        return shown;
    }

    /// Objects inside bodies and answers. Those that are a whole answer are shown where they are answered.
    json::array objects() const {
        json::array shown;
        for (const std::string& name : referred_) {
            const json::object& schema = schemas_.named(name);
            json::array rows = schemas_.field_rows(schema);
            json::object object{{"name", name}, {"fixed_html", schemas_.fixed_html(schema)}};
            const json::value* about = schema.if_contains("description");
            object["about"] = about != nullptr ? *about : json::value("");
            object["has_rows"] = !rows.empty();
            object["rows"] = std::move(rows);
            shown.push_back(std::move(object));
        }
        return shown;
    }

    const json::object& document_;
    DocsSchema schemas_;
    std::set<std::string> referred_;
};

}  // namespace

std::string docs_page(const json::object& document) { return Page(document).html(); }

}  // namespace daymark::api
