// Writes rendered sample pages into a folder, for browser tests and for eyes; does nothing unless asked to.
#include "site/render_metrics.h"
#include "support/sample_page.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace daymark::site {
namespace {

/// Beside each document lies the policy it must be served under.
void write_document(const std::filesystem::path& file, const Document& document) {
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << document.body;
    std::ofstream(file.string() + ".csp", std::ios::binary) << document.content_security_policy;
}

void write_page(const std::filesystem::path& folder, const PageView& view) {
    write_document(folder / "index.html", render_home(view));
    write_document(folder / "missing", render_missing(&view.face, MissingReason::NotFound));
    write_document(folder / "metrics" / view.metrics[1].id,
                   render_metric(view, test::sample_metric_page(view, Period::Day)));
    write_document(folder / "metrics" / "week", render_metric(view, test::sample_metric_page(view, Period::Week)));
    write_document(folder / "metrics" / "month", render_metric(view, test::sample_metric_page(view, Period::Month)));
    for (const auto* notices : {&view.open, &view.recent}) {
        for (const NoticeView& notice : *notices) {
            write_document(folder / "incident" / notice.id, render_notice(view, notice));
        }
    }
}

PageView in_language(PageView view, const std::string& language, const std::string& zone) {
    view.face.language = language;
    view.face.zone = zone;
    return view;
}

TEST(SamplePages, AreWrittenWhereAskedFor) {
    const char* folder = std::getenv("DAYMARK_WRITE_PAGES");
    if (folder == nullptr) GTEST_SKIP() << "DAYMARK_WRITE_PAGES is not set";
    const std::filesystem::path root = folder;
    write_page(root / "sample", test::sample_page_view());
    write_page(root / "calm", test::calm_page_view());
    write_page(root / "deep", test::deep_page_view());
    write_page(root / "de", in_language(test::sample_page_view(), "de", "Europe/Berlin"));
    write_page(root / "ar", in_language(test::sample_page_view(), "ar", "Asia/Riyadh"));
    write_page(root / "hostile", test::hostile_page_view("en"));
    write_page(root / "hostile-ar", test::hostile_page_view("ar"));
    write_document(root / "nobody" / "index.html", render_missing(nullptr, MissingReason::NoSuchPage));
}

}  // namespace
}  // namespace daymark::site
