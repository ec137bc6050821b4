// Making of a copy as files.
#include "site/export.h"

#include "pages/page_store.h"
#include "platform/base/file.h"
#include "platform/base/next_folder.h"
#include "platform/crypto/secret_key.h"
#include "site/compile.h"
#include "site/export_plan.h"
#include "site/gather_metrics.h"
#include "site/on_demand.h"
#include "site/render_words.h"
#include "site/widgets.h"
#include "uploads/upload_store.h"

#include <unistd.h>
#include <chrono>
#include <filesystem>
#include <stdexcept>

namespace daymark::site {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, encoding_count> endings{"", ".gz", ".br"};
constexpr std::array<std::string_view, encoding_count> encodings{"", "gzip", "br"};

std::string type_of(const Variants& document) {
    constexpr std::string_view name = "Content-Type: ";
    const std::string_view lines = document.shared_lines;
    const std::size_t from = lines.find(name) + name.size();
    return std::string(lines.substr(from, lines.find('\r', from) - from));
}

bool is_whole(const Variants& document) { return document.shared_lines.starts_with("HTTP/1.1 200 "); }

/// The tree that grows, beside what the last one held.
class Draft {
public:
    Draft(NextFolder& next, const ExportManifest& before, const ExportOrder& order)
        : next_(next), before_(before), order_(order) {}

    /// Takes the file over as the last export left it, if it was made from the same.
    [[nodiscard]] bool keep(const std::string& path, const std::string& mark) {
        if (order_.afresh || mark.empty() || before_.compressed != order_.compressed) return false;
        for (std::size_t i = 0; i < (order_.compressed ? encoding_count : 1); ++i) {
            const std::string file = path + std::string(endings[i]);
            const auto known = before_.files.find(file);
            if (known == before_.files.end() || known->second.mark != mark) return false;
            if (!next_.take_over(file, known->second.size)) return false;
            outcome.manifest.files[file] = known->second;
        }
        return true;
    }

    void add(const std::string& path, const Variants& document, const std::string& mark = {}) {
        const Variants whole = order_.compressed && !document.has_brotli() ? with_brotli(document) : document;
        for (std::size_t i = 0; i < (order_.compressed ? encoding_count : 1); ++i) {
            const std::string& body = whole.full[i]->body;
            add_file(path + std::string(endings[i]), body,
                     {.size = body.size(),
                      .sha256 = crypto::sha256_hex(body),
                      .content_type = type_of(whole),
                      .encoding = std::string(encodings[i]),
                      .etag = whole.etags[i].empty() ? "\"" + whole.hash + "\"" : whole.etags[i],
                      .mark = mark});
        }
        ++outcome.made;
    }

    ExportOutcome outcome;

private:
    void add_file(const std::string& file, const std::string& body, ExportedFile entry) {
        const auto known = before_.files.find(file);
        const bool same =
            known != before_.files.end() && known->second.sha256 == entry.sha256 && next_.take_over(file, entry.size);
        if (!same) {
            next_.write(file, body);
            ++outcome.written;
        }
        outcome.manifest.files[file] = std::move(entry);
    }

    NextFolder& next_;
    const ExportManifest& before_;
    const ExportOrder& order_;
};

pages::Page require_public(db::Tx& tx, const std::string& name) {
    auto page = pages::find(tx, name);
    if (!page) page = pages::find_by_subdomain(tx, name);
    if (!page || page->deleted_at)
        throw Error(ErrorCode::NotFound, "There is no page with the id or subdomain " + name);
    if (!is_shown_to(*page, Audience::everybody())) {
        throw Error(ErrorCode::Conflict,
                    "The page " + page->subdomain + " is private; only pages that everybody may see are exported");
    }
    return *std::move(page);
}

/// On a host of its own the owner's code can do no harm; below a path it would share the host with others.
Mount mount_at(const std::string& root_url) {
    const std::size_t host = root_url.find("://");
    const bool has_path = root_url.find('/', host == std::string::npos ? 0 : host + 3) != std::string::npos;
    return has_path ? Mount::MainHost : Mount::OwnHost;
}

void add_scripts(Draft& draft) {
    draft.add("widget/script.js", widget_bytes());
    for (const Words& words : Words::all()) draft.add(words.code() + "/widget/script.js", widget_bytes());
}

/// What compile() makes: the home page, its JSON under all its addresses, the page for what is missing.
void add_compiled(Draft& draft, const CompiledPage& compiled, Mount mount) {
    for (const auto& [address, document] : compiled.documents) {
        draft.add(file_of({address}), *compiled.find(address, mount));
    }
    draft.add("404.html", *compiled.missing);
}

std::vector<std::string> upload_paths(db::Tx& tx, const std::string& page_id) {
    std::vector<std::string> paths;
    for (const auto& upload : uploads::list_of_page(tx, page_id, {.limit = uploads::most_uploads, .after = {}}))
        paths.push_back(uploads::path_of(upload));
    return paths;
}

/// What a copy is made from, read at once.
struct Basis {
    FileLayout layout;
    Mount mount;
    std::int64_t revision = 0;
    std::shared_ptr<const CompiledPage> compiled;
    std::vector<PlannedDocument> planned;
};

Basis basis_of(db::Tx& tx, const Address& address, Millis now, const ExportOrder& order) {
    const pages::Page page = require_public(tx, order.page);
    const std::string server = address.root_of(page.subdomain);
    const FileLayout layout{order.root_url.empty() ? server : order.root_url, server, languages_of(tx, page),
                            upload_paths(tx, page.id)};
    PageView view = gather(tx, page, now, address, Audience::everybody());
    add_metrics(tx, page, Audience::everybody(), view);
    lay_out(view.face, layout);
    return {layout, mount_at(layout.root_url), page.revision, compile(page, view, Audience::everybody(), nullptr),
            plan_export(tx, page, view)};
}

/// One copy of a page from one tree to the next.
class Copying {
public:
    Copying(db::Db& db, Millis now, const Address& address, const ExportOrder& order, Draft& draft)
        : db_(db), now_(now), address_(address), order_(order), draft_(draft) {
        basis_ = db.read([&](db::Tx& tx) { return basis_of(tx, address, now, order); });
        draft.outcome.manifest = {.page_id = basis_.compiled->page_id,
                                  .subdomain = basis_.compiled->subdomain,
                                  .root_url = basis_.layout.root_url,
                                  .revision = basis_.revision,
                                  .exported_at = now,
                                  .version = DAYMARK_VERSION,
                                  .compressed = order.compressed,
                                  .files = {}};
    }

    /// Whether the page stayed the same meanwhile. What was made of a later state than planned bears the mark of the
    /// earlier one, so that the next export makes it again.
    bool run() {
        add_compiled(draft_, *basis_.compiled, basis_.mount);
        add_scripts(draft_);
        std::erase_if(basis_.planned, [this](const PlannedDocument& planned) {
            order_.between();
            const std::string path = file_of(planned);
            return draft_.outcome.manifest.files.contains(path) || draft_.keep(path, planned.mark);
        });
        std::int64_t revision = basis_.revision;
        for (std::size_t done = 0; done < basis_.planned.size();) {
            revision = db_.read([&](db::Tx& tx) { return make_some(tx, done); });
        }
        return revision == basis_.revision;
    }

private:
    /// As many as fit into a short read: SQLite's log cannot shrink under a long one. The page's revision.
    std::int64_t make_some(db::Tx& tx, std::size_t& done) {
        constexpr auto longest = std::chrono::milliseconds(200);
        const auto end = std::chrono::steady_clock::now() + longest;
        const pages::Page page = require_public(tx, order_.page);
        PageFiles files(tx, page, now_, address_, basis_.layout);
        do {
            order_.between();
            const PlannedDocument& planned = basis_.planned[done];
            const auto document = files.make(planned.address, planned.query, planned.value, basis_.mount);
            if (document && is_whole(*document)) draft_.add(file_of(planned), *document, planned.mark);
        } while (++done < basis_.planned.size() && std::chrono::steady_clock::now() < end);
        return page.revision;
    }

    db::Db& db_;
    Millis now_;
    const Address& address_;
    const ExportOrder& order_;
    Draft& draft_;
    Basis basis_;
};

/// The folder's last export; an empty one when there is nothing in it.
ExportManifest last_export(const std::string& folder) {
    if (auto manifest = manifest_of(folder)) return *std::move(manifest);
    std::error_code failed;
    if (fs::exists(folder) && !fs::is_empty(folder, failed)) {
        throw std::runtime_error(folder + " is not empty and holds no export; name another folder");
    }
    return {};
}

std::function<bool(const std::string&)> ours(const ExportManifest& manifest) {
    return [&manifest](const std::string& file) { return file == manifest_file || manifest.files.contains(file); };
}

}  // namespace

std::optional<ExportManifest> manifest_of(const std::string& folder) {
    const auto text = read_file(folder + "/" + std::string(manifest_file));
    return text ? manifest_from(*text) : std::nullopt;
}

ExportOutcome export_page(db::Db& db, Millis now, const Address& address, const ExportOrder& order) {
    constexpr int most_tries = 3;
    for (int attempt = 1;; ++attempt) {
        NextFolder next(order.folder);
        const ExportManifest before = last_export(next.path());
        Draft draft(next, before, order);
        const bool same = Copying(db, now, address, order, draft).run();
        if (!same && attempt < most_tries) continue;
        next.write(std::string(manifest_file), manifest_text(draft.outcome.manifest));
        order.between();
        next.put_in_place(ours(before));
        return std::move(draft.outcome);
    }
}

void remove_export(const std::string& folder) {
    NextFolder next(folder);
    const auto before = manifest_of(next.path());
    if (!before) return;
    next.put_in_place(ours(*before));
    ::rmdir(next.path().c_str());  // fails, as it should, when something else is in it
}

}  // namespace daymark::site
